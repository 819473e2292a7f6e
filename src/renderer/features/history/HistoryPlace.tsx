import { ExchangeHistory } from './ExchangeHistory.tsx';

/** Every exchange of every connection. */
export function HistoryPlace() {
  return <ExchangeHistory connectionId={null} />;
}
