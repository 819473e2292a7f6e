import { expect, it } from 'vitest';
import { type CareItem, noDetails } from '../../../../protocol/models/vault/credential-details.ts';
import type { Credential } from '../../../../protocol/models/vault/vault.ts';
import { countChoices, filterCredentials, noFilter } from './filter.ts';

const credential = (id: string, details: Partial<Credential['details']> = {}, part: Partial<Credential> = {}) => ({
  id,
  name: id,
  kind: 'oauth-consumer' as const,
  publicParts: {},
  secretParts: [],
  allowedHosts: [],
  details: { ...noDetails, ...details },
  secretChangedAt: 1,
  previous: [],
  lastUse: null,
  createdAt: 1,
  updatedAt: 1,
  ...part,
});
const all: Credential[] = [
  credential('a', { environment: 'production', tags: ['college'] }),
  credential('b', { tags: ['college', 'pilot'] }, { kind: 'bearer' }),
  credential('c'),
];
const care = new Map<string, CareItem[]>([
  ['b', [{ kind: 'unused' }, { kind: 'overlap', until: null }]],
  ['c', [{ kind: 'expired', at: 1 }]],
]);
const shown = (filter: Partial<typeof noFilter>) =>
  filterCredentials(all, { ...noFilter, ...filter }, care).map(({ id }) => id);

it('shows what every choice allows', () => {
  expect(shown({})).toEqual(['a', 'b', 'c']);
  expect(shown({ environment: 'production' })).toEqual(['a']);
  expect(shown({ environment: 'none' })).toEqual(['b', 'c']);
  expect(shown({ kind: 'bearer' })).toEqual(['b']);
  expect(shown({ tag: 'college' })).toEqual(['a', 'b']);
  expect(shown({ tag: 'college', environment: 'none' })).toEqual(['b']);
});

it('an overlap and an unused one need no care', () => {
  expect(shown({ needsCare: true })).toEqual(['c']);
});

it('counts the choices that are made', () => {
  expect(countChoices({ ...noFilter, needsCare: true })).toBe(0);
  expect(countChoices({ ...noFilter, tag: 'x', environment: 'none' })).toBe(2);
});
