import { Providers } from './Providers.tsx';
import { Shell } from './Shell.tsx';

export function App() {
  return (
    <Providers>
      <Shell />
    </Providers>
  );
}
