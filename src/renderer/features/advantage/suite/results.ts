import type { NegativeResult, NegativeVerdict, SuiteRun } from '../../../../protocol/models/advantage/negative.ts';

/** How many results of a run came out how. */
export function countsOf({ results }: Pick<SuiteRun, 'results'>): Record<NegativeVerdict, number> {
  const count = (verdict: NegativeVerdict) => results.filter((one) => one.verdict === verdict).length;
  return {
    right: count('right'),
    wrong: count('wrong'),
    risky: count('risky'),
    told: count('told'),
    unclear: count('unclear'),
  };
}

const weight: readonly NegativeVerdict[] = ['wrong', 'risky', 'unclear', 'told', 'right'];

/** What is not right first; within a verdict in the order of the launches. */
export function sorted(results: readonly NegativeResult[]): NegativeResult[] {
  return [...results].sort((a, b) => weight.indexOf(a.verdict) - weight.indexOf(b.verdict));
}
