import { expect, test } from 'vitest';
import type { CareItem } from '../../../../protocol/models/vault/credential-details.ts';
import { checkCredentialCare } from './credential-care.ts';

const at = Date.UTC(2026, 0, 31);
const others = [{ id: 'b', name: 'Hillside' }];
const connections = [{ id: 'c', name: 'Pilot', environment: 'test' as const }];

test.each<[CareItem, string, string]>([
  [{ kind: 'expired', at }, 'error', '2026-01-31'],
  [{ kind: 'expires', at, days: 1 }, 'warning', '1 day is left'],
  [{ kind: 'rotation-due', since: at }, 'warning', '2026-01-31'],
  [{ kind: 'same-as', others }, 'warning', 'Hillside'],
  [{ kind: 'stray', parts: ['secret'] }, 'warning', 'secret'],
  [{ kind: 'environment', connections }, 'warning', 'It is for production; Pilot (test)'],
])('CFG-10 says %j', (item, severity, seen) => {
  const [finding, ...rest] = checkCredentialCare([item], 'production');
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ id: 'CFG-10', severity });
  expect(finding?.seen).toContain(seen);
});

test('what ends by itself, or is told by the check of its use, is not said', () => {
  expect(checkCredentialCare([{ kind: 'overlap', until: at }, { kind: 'unused' }], null)).toEqual([]);
});
