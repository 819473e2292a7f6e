import { describe, expect, test } from 'vitest';
import { type CredentialUse, checkCredentialUse } from './credential-use.ts';

const day = 86_400_000;
const now = 1000 * day;
const connection = (name: string, changes: Partial<CredentialUse['users'][number]> = {}) => ({
  name,
  environment: 'test' as const,
  lastExchangeAt: now - day,
  ...changes,
});
const changed = (daysAgo: number): CredentialUse['credential'] => ({
  secretChangedAt: now - daysAgo * day,
  lastUse: null,
  details: { rotateEveryDays: null },
});
const titles = (changedDaysAgo: number, users: CredentialUse['users'], otherUsers: readonly string[] = []) =>
  checkCredentialUse({ credential: changed(changedDaysAgo), users, otherUsers }, now, 365).map(
    ({ id, severity, title }) => `${id} ${severity} ${title}`,
  );

describe('a credential', () => {
  test('that is young, used and in one environment has nothing to say about it', () => {
    expect(titles(365, [connection('A'), connection('B')])).toEqual([]);
  });

  test('that is older than the limit', () => {
    expect(titles(366, [connection('A')])).toEqual(['CFG-10 info The credential has not been changed for long.']);
  });

  test('that has a reminder of its own is not called old', () => {
    const credential = { ...changed(800), details: { rotateEveryDays: 900 } };
    expect(checkCredentialUse({ credential, users: [connection('A')], otherUsers: [] }, now, 365)).toEqual([]);
  });

  test('that signed something lately is used, whatever its connections say', () => {
    const lastUse = { at: now - day, purpose: 'probe', connectionId: 'a', connection: 'A', operation: '' } as const;
    const users = [connection('A', { lastExchangeAt: null })];
    const credential = { ...changed(400), details: { rotateEveryDays: 900 } };
    const check = (one: CredentialUse['credential']) =>
      checkCredentialUse({ credential: one, users, otherUsers: [] }, now, 365);
    expect(check(credential)).toHaveLength(1);
    expect(check({ ...credential, lastUse })).toEqual([]);
  });

  test('that no connection has, or none that sends', () => {
    expect(titles(1, [])).toEqual(['CFG-10 info The credential is not used.']);
    expect(titles(1, [], ['catcher'])).toEqual([]);
    expect(titles(400, [connection('A', { lastExchangeAt: null })])).toHaveLength(2);
    expect(titles(10, [connection('A', { lastExchangeAt: null })])).toEqual([]);
  });

  test('that test and production share', () => {
    const users = [connection('A'), connection('B', { environment: 'production' })];
    expect(titles(1, users)).toEqual(['CFG-10 info Several environments share the credential.']);
  });
});
