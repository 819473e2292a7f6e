import type { TransferAction, TransferChoice, TransferEntry } from '../../../protocol/models/data/portability.ts';

/** What a person chose for things of a file, where it is not what was suggested. */
export type Chosen = Readonly<Record<string, Omit<TransferChoice, 'ref'>>>;

export function actionOf({ ref, actions }: TransferEntry, chosen: Chosen): TransferAction {
  const wished = chosen[ref]?.action;
  return wished !== undefined && actions.includes(wished) ? wished : (actions[0] ?? 'skip');
}

/** Everything with its choice, as core is asked. */
export function choicesOf(entries: readonly TransferEntry[], chosen: Chosen): TransferChoice[] {
  return entries.map((entry) => ({ ...chosen[entry.ref], ref: entry.ref, action: actionOf(entry, chosen) }));
}

/** The same action for all things it is offered for. */
export function withActionForAll(entries: readonly TransferEntry[], chosen: Chosen, action: TransferAction): Chosen {
  const offered = entries.filter(({ actions }) => actions.includes(action));
  return { ...chosen, ...Object.fromEntries(offered.map(({ ref }) => [ref, { ...chosen[ref], action }])) };
}

/** How many things will be here that are not now, or will be another than now. */
export function countOf(entries: readonly TransferEntry[], chosen: Chosen): number {
  return entries.filter((entry) => actionOf(entry, chosen) !== 'skip').length;
}
