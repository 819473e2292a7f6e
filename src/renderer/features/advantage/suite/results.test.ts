import { expect, test } from 'vitest';
import type { NegativeResult } from '../../../../protocol/models/advantage/negative.ts';
import { countsOf, sorted } from './results.ts';

const result = (caseId: NegativeResult['caseId'], verdict: NegativeResult['verdict']): NegativeResult => ({
  ...{ caseId, verdict, exchangeId: caseId, outcome: 'accepted', status: 200, reason: '', said: '' },
});

test('what is not right comes first, the rest in the order it was launched', () => {
  const results = [
    result('alg-none', 'right'),
    result('expired', 'wrong'),
    result('wrong-key', 'told'),
    result('nonce-changed', 'wrong'),
  ];
  expect(sorted(results).map(({ caseId }) => caseId)).toEqual(['expired', 'nonce-changed', 'wrong-key', 'alg-none']);
  expect(countsOf({ results })).toEqual({ right: 1, wrong: 2, risky: 0, told: 1, unclear: 0 });
});
