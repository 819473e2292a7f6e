import { HistoryPlace } from './HistoryPlace.tsx';

/** The exchanges of one connection. */
export function ConnectionHistory(_: { connectionId: string }) {
  return <HistoryPlace />;
}
