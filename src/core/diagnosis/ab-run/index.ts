import type { AbColumn, AbPair, AbResult, AbRun } from '../../../protocol/models/exchanges/ab-run.ts';
import type { AbVariant, Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { summaryOf } from '../../storage/repositories/exchanges.ts';
import { timelineOf } from '../timeline/index.ts';
import { conclude } from './conclude.ts';
import { endOf } from './end.ts';
import { comparePair } from './pair.ts';
import { abText } from './text.ts';

/** The first two tell what a frame changes, and what the switch in the browser does; the third follows from both. */
const compared: readonly [AbVariant, AbVariant][] = [
  ['window', 'iframe'],
  ['iframe', 'no-third-party-cookies'],
  ['window', 'no-third-party-cookies'],
];

const notEmulated =
  'Without third-party cookies, Set-Cookie and Cookie of other sites are refused, partitioned cookies (CHIPS) let through, and scripts in frames find cookies switched off. Not imitated: what browsers do beyond cookies – localStorage, IndexedDB and service workers stay as they are – the Storage Access API, which is neither asked nor granted, and exceptions a browser makes for single sites.';

/** NET-05: an A/B run and what follows from it. Pure but for `exchange`, which reads a record; `undefined` when it was deleted. */
export function abResult(run: AbRun, exchange: (id: string) => Exchange | undefined): AbResult {
  const columns = run.legs.map((leg): AbColumn => {
    const record = leg.exchangeId === null ? undefined : exchange(leg.exchangeId);
    if (record === undefined) return { ...leg, exchange: null, timeline: null, end: null };
    const timeline = timelineOf(record);
    return { ...leg, exchange: summaryOf(record), timeline, end: endOf(record) };
  });
  const pairs = compared.flatMap(([one, other]): AbPair[] => {
    const [a, b] = [one, other].map((variant) => columns.find((column) => column.variant === variant));
    return a !== undefined && b !== undefined && isOver(a) && isOver(b) ? [comparePair(a, b)] : [];
  });
  const said = conclude(run, columns, pairs);
  const result = { run, columns, pairs, ...said, notEmulated };
  return { ...result, text: abText(result) };
}

function isOver({ state }: AbColumn): boolean {
  return state === 'settled' || state === 'timed-out';
}
