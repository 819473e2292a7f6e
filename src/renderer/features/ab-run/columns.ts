import type { AbColumn, AbPair, AbResult } from '../../../protocol/models/exchanges/ab-run.ts';
import type { AbVariant } from '../../../protocol/models/exchanges/exchange.ts';
import type { TimelineFinding } from '../../../protocol/models/exchanges/timeline.ts';

/** Rows the hops of all columns need. */
export function mostHops(columns: readonly AbColumn[]): number {
  return Math.max(0, ...columns.map(({ timeline }) => timeline?.hops.length ?? 0));
}

/**
 * Position of the first hop at which a way differs from the one before it; for the first way, from the one that differs from it.
 * `null` when it does not, or nothing is known yet.
 */
export function differingHop({ pairs }: Pick<AbResult, 'pairs'>, variant: AbVariant): number | null {
  const asSecond = pairs.find(({ of, difference }) => of[1] === variant && difference !== null);
  const asFirst = pairs.find(({ of, difference }) => of[0] === variant && difference !== null);
  return (asSecond ?? asFirst)?.difference?.position ?? null;
}

/** What is to be changed, each thing once: the last pair of three mostly repeats what the others say. */
export function toldFindings(pairs: readonly AbPair[]): { key: string; finding: TimelineFinding }[] {
  const told = new Set<string>();
  return pairs.flatMap(({ of, finding }) => {
    if (finding === null || told.has(finding.expected)) return [];
    told.add(finding.expected);
    return [{ key: of.join(' '), finding }];
  });
}
