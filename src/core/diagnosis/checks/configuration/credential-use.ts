import type { Connection } from '../../../../protocol/models/connection.ts';
import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Credential } from '../../../../protocol/models/vault/vault.ts';
import { findingsOf, nameList } from '../check.ts';

const day = 86_400_000;

/** How a credential of the vault is used. */
export type CredentialUse = {
  credential: Pick<Credential, 'secretChangedAt' | 'lastUse'> & {
    details: Pick<Credential['details'], 'rotateEveryDays'>;
  };
  users: readonly Pick<Connection, 'name' | 'environment' | 'lastExchangeAt'>[];
  /** What uses it besides connections: the catcher. */
  otherUsers: readonly string[];
};

/**
 * CFG-10: a credential whose secret was not changed for long, that nothing uses, or that test and production share.
 *
 * @param now epoch milliseconds.
 * @param olderThanDays days after which a credential counts as old, and one that signs nothing as unused.
 */
export function checkCredentialUse(use: CredentialUse, now: number, olderThanDays: number): CheckFinding[] {
  return [...ageFindings(use, now, olderThanDays), ...idleFindings(use, now, olderThanDays), ...sharedFindings(use)];
}

const of = findingsOf({ id: 'CFG-10', owner: 'platform-admin', source: 'NIST SP 800-57 Part 1 Rev. 5 §5.3' });

function daysSince(then: number, now: number): number {
  return Math.floor((now - then) / day);
}

function ageFindings({ credential }: CredentialUse, now: number, olderThanDays: number): CheckFinding[] {
  // Who set a reminder is reminded by that.
  if (credential.details.rotateEveryDays !== null) return [];
  const age = daysSince(credential.secretChangedAt, now);
  if (age <= olderThanDays) return [];
  return [
    of({
      severity: 'info',
      title: 'The credential has not been changed for long.',
      seen: `Changed ${age} days ago.`,
      expected: `A new secret at least every ${olderThanDays} days, entered on both sides at the same time.`,
    }),
  ];
}

function idleFindings({ credential, users, otherUsers }: CredentialUse, now: number, days: number): CheckFinding[] {
  if (otherUsers.length > 0) return [];
  const unused = (seen: string): CheckFinding[] => [
    of({
      severity: 'info',
      title: 'The credential is not used.',
      seen,
      expected: 'Delete it here, and take it back where it was issued: a secret nobody uses is only a risk.',
    }),
  ];
  if (users.length === 0) return unused('No connection has it.');
  const last = Math.max(
    credential.secretChangedAt,
    credential.lastUse?.at ?? 0,
    ...users.map(({ lastExchangeAt }) => lastExchangeAt ?? 0),
  );
  const idle = daysSince(last, now);
  if (idle <= days) return [];
  return unused(`Nothing was sent with it for ${idle} days. ${nameList(users.map(({ name }) => name))} could use it.`);
}

function sharedFindings({ users }: CredentialUse): CheckFinding[] {
  const environments = [...new Set(users.map(({ environment }) => environment))];
  if (environments.length < 2) return [];
  return [
    of({
      severity: 'info',
      title: 'Several environments share the credential.',
      seen: `${nameList(users.map(({ name, environment }) => `${name} (${environment})`))}.`,
      expected: 'A key and secret of its own for each: what leaks from a test then opens nothing else.',
    }),
  ];
}
