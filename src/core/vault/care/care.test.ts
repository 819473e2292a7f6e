import { describe, expect, it } from 'vitest';
import { noDetails } from '../../../protocol/models/vault/credential-details.ts';
import { type CareFacts, careItems, expiryOf } from './care.ts';

const day = 86_400_000;
const now = 1000 * day;
const user = (name: string, environment: CareFacts['users'][number]['environment']) => ({
  id: name,
  name,
  environment,
});

function itemsOf(
  credential: Partial<CareFacts['credential']> & { details?: Partial<CareFacts['credential']['details']> },
  facts: Partial<CareFacts> = {},
) {
  const whole = { publicParts: {}, secretChangedAt: now, previous: [], ...credential };
  return careItems(
    {
      users: [user('A', 'test')],
      isUsedOtherwise: false,
      review: null,
      ...facts,
      credential: { ...whole, details: { ...noDetails, ...credential.details } },
    },
    now,
  );
}

describe('expiry', () => {
  it('is said thirty days before, and from its moment on', () => {
    const at = (expiresAt: number) => itemsOf({ details: { ...noDetails, expiresAt } });
    expect(at(now + 30 * day)).toEqual([]);
    expect(at(now + 30 * day - 1)).toEqual([{ kind: 'expires', at: now + 30 * day - 1, days: 29 }]);
    expect(at(now + 1)).toEqual([{ kind: 'expires', at: now + 1, days: 0 }]);
    expect(at(now)).toEqual([{ kind: 'expired', at: now }]);
  });

  it('of a certificate is its own end, unless an earlier one is known', () => {
    const publicParts = { validTo: '2026-03-01T00:00:00.000Z' };
    const end = Date.UTC(2026, 2, 1);
    expect(expiryOf({ publicParts, details: noDetails })).toBe(end);
    expect(expiryOf({ publicParts, details: { ...noDetails, expiresAt: end - 1 } })).toBe(end - 1);
    expect(expiryOf({ publicParts, details: { ...noDetails, expiresAt: end + 1 } })).toBe(end);
    expect(expiryOf({ publicParts: {}, details: noDetails })).toBeNull();
  });
});

it('a reminder counts from the last change of the secret', () => {
  const details = { ...noDetails, rotateEveryDays: 90 };
  expect(itemsOf({ details, secretChangedAt: now - 90 * day + 1 })).toEqual([]);
  expect(itemsOf({ details, secretChangedAt: now - 91 * day })).toEqual([{ kind: 'rotation-due', since: now - day }]);
});

it('production is not mixed with the rest, whichever of the two it is', () => {
  const users = [user('A', 'test'), user('B', 'production'), user('C', 'sandbox')];
  const foreign = (environment: 'sandbox' | 'test' | 'production' | null) =>
    itemsOf({ details: { ...noDetails, environment } }, { users }).flatMap((item) =>
      item.kind === 'environment' ? item.connections.map(({ name }) => name) : [],
    );
  expect(foreign('production')).toEqual(['A', 'C']);
  expect(foreign('test')).toEqual(['B']);
  expect(foreign('sandbox')).toEqual(['B']);
  expect(foreign(null)).toEqual([]);
});

it('the secrets tell of duplicates and of characters nobody typed', () => {
  const review = { sameAs: [{ id: 'b', name: 'B' }], strayParts: ['secret'] };
  expect(itemsOf({}, { review }).map(({ kind }) => kind)).toEqual(['stray', 'same-as']);
  expect(itemsOf({}, { review: { sameAs: [], strayParts: [] } })).toEqual([]);
});

it('an overlap is said until the last of its secrets ends', () => {
  const previous = (until: number | null) => ({
    id: 'p',
    since: 0,
    rotatedAt: 0,
    until,
    changedParts: [],
    secretParts: [],
    publicParts: {},
  });
  expect(itemsOf({ previous: [previous(now + 1), previous(now + 2)] })).toEqual([{ kind: 'overlap', until: now + 2 }]);
  expect(itemsOf({ previous: [previous(now + 1), previous(null)] })).toEqual([{ kind: 'overlap', until: null }]);
  expect(itemsOf({ previous: [previous(now)] })).toEqual([]);
});

it('nothing uses it: no connection, and not the catcher', () => {
  expect(itemsOf({}, { users: [] })).toEqual([{ kind: 'unused' }]);
  expect(itemsOf({}, { users: [], isUsedOtherwise: true })).toEqual([]);
});
