import { expect, test } from 'vitest';
import { blankHop } from '../../../protocol/models/exchanges/blank-hop.ts';
import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import { withAcceptedCertificate } from './accepted-certificate.ts';

const verdict: Verdict = { verdict: 'conforms', summary: 'As documented.', checks: [] };
const accepted = { host: 'tool.example', fingerprint: 'AA:BB', reasons: ['expired'] as ['expired'] };

function answered(url: string, status: number | null): Hop {
  return blankHop({ index: 0, frame: 'top', method: 'POST', url, status });
}

test('a launch through an accepted certificate says so in its verdict', () => {
  const judged = withAcceptedCertificate(verdict, accepted, [answered('https://tool.example:8443/launch', 200)]);
  expect(judged.verdict).toBe('conforms');
  expect(judged.summary).toContain('tool.example was accepted for this launch');
  expect(judged.checks).toMatchObject([{ id: 'launch.certificate', level: 'warning' }]);
  expect(judged.checks[0]?.actual).toContain('AA:BB');
});

test.each([
  ['another host answered', 'https://other.example/', 200],
  ['nothing was encrypted', 'http://tool.example/', 200],
  ['nothing answered', 'https://tool.example/', null],
])('nothing is said where %s', (_case, url, status) => {
  expect(withAcceptedCertificate(verdict, accepted, [answered(url, status)])).toBe(verdict);
});

test('nothing is said where nothing was accepted', () => {
  expect(withAcceptedCertificate(verdict, undefined, [answered('https://tool.example/', 200)])).toBe(verdict);
});
