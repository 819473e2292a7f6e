import type { Environment } from '../../../../protocol/models/connection.ts';
import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { CareItem } from '../../../../protocol/models/vault/credential-details.ts';
import { findingsOf, nameList } from '../check.ts';

const of = findingsOf({ id: 'CFG-10', owner: 'platform-admin', source: 'NIST SP 800-57 Part 1 Rev. 5 §5.3' });

/** CFG-10 on what a credential needs done: `environment` is its own. What is unused is told by the check of its use. */
export function checkCredentialCare(items: readonly CareItem[], environment: Environment | null): CheckFinding[] {
  return items.flatMap((item) => careFinding(item, environment));
}

function careFinding(item: CareItem, environment: Environment | null): CheckFinding[] {
  switch (item.kind) {
    case 'expired':
      return [
        of({
          severity: 'error',
          title: 'The credential has expired.',
          seen: `Its end was ${moment(item.at)}.`,
          expected: 'A new secret, entered on both sides; then its new expiry date here.',
        }),
      ];
    case 'expires':
      return [
        of({
          severity: 'warning',
          title: 'The credential expires soon.',
          seen: `It ends ${moment(item.at)}: ${item.days === 1 ? '1 day is' : `${item.days} days are`} left.`,
          expected: 'A new secret before that day. Both work here while their overlap lasts.',
        }),
      ];
    case 'rotation-due':
      return [
        of({
          severity: 'warning',
          title: 'The secret is due for rotation.',
          seen: `It should have been changed by ${moment(item.since)}.`,
          expected: 'A new secret, entered on both sides.',
        }),
      ];
    case 'same-as':
      return [
        of({
          severity: 'warning',
          title: 'Other credentials hold the same key material.',
          seen: `${nameList(item.others.map(({ name }) => name))}.`,
          expected: 'A key and secret of its own for each: who has one can act as the other.',
        }),
      ];
    case 'stray':
      return [
        of({
          severity: 'warning',
          title: 'A part holds characters nobody typed.',
          seen: `${nameList(item.parts)}: a blank at an end, or a character that cannot be seen.`,
          expected: 'The value alone. Enter it again.',
        }),
      ];
    case 'environment':
      return [
        of({
          severity: 'warning',
          title: 'A connection of another environment uses the credential.',
          seen: `It is for ${environment ?? 'none'}; ${nameList(item.connections.map(({ name, environment: theirs }) => `${name} (${theirs})`))}.`,
          expected: 'Production keys for production alone, and no others there.',
        }),
      ];
    case 'overlap':
    case 'unused':
      return [];
  }
}

function moment(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
