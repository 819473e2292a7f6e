import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../protocol/models/connection.ts';
import { noDetails } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { searchCredentials, usersOf } from './list.ts';

const credential = (id: string, name: string, part: Partial<Credential> = {}): Credential => ({
  id,
  name,
  kind: 'oauth-consumer',
  publicParts: { consumerKey: `${id}-key` },
  secretParts: ['secret'],
  allowedHosts: [],
  details: noDetails,
  secretChangedAt: 1,
  previous: [],
  lastUse: null,
  createdAt: 1,
  updatedAt: 1,
  ...part,
});

const connection = (name: string, credentialId: string | null): Connection => ({
  id: name,
  name,
  contractId: 'c',
  baseUrl: 'https://a.example',
  credentialId,
  environment: 'test',
  variables: {},
  notes: '',
  createdAt: 1,
  updatedAt: 1,
  lastVerdict: null,
  lastExchangeAt: null,
});

const connections = [connection('Riverside', 'a'), connection('Hill', 'a'), connection('Alone', null)];

it('usersOf names the connections that sign with it', () => {
  expect(usersOf('a', connections).map(({ name }) => name)).toEqual(['Hill', 'Riverside']);
  expect(usersOf('b', connections)).toEqual([]);
});

describe('searchCredentials', () => {
  const details = { ...noDetails, tags: ['Pilot'], notes: 'Asked for by Ms Field' };
  const all = [credential('b', 'Zeta', { allowedHosts: ['exams.example'], details }), credential('a', 'Alpha')];
  const found = (search: string) => searchCredentials(all, search, connections).map(({ id }) => id);

  it('sorts by name', () => expect(found('')).toEqual(['a', 'b']));

  it('looks in name, key, hosts, tags, notes and users', () => {
    expect(found('pilot')).toEqual(['b']);
    expect(found('ms field')).toEqual(['b']);
    expect(found('alph')).toEqual(['a']);
    expect(found('b-key')).toEqual(['b']);
    expect(found('EXAMS')).toEqual(['b']);
    expect(found('river hill')).toEqual(['a']);
    expect(found('river exams')).toEqual([]);
  });
});
