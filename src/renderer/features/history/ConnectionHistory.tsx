import { ExchangeHistory } from './ExchangeHistory.tsx';

/** The exchanges of one connection. */
export function ConnectionHistory({ connectionId }: { connectionId: string }) {
  return <ExchangeHistory key={connectionId} connectionId={connectionId} />;
}
