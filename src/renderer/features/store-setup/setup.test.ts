import { expect, it } from 'vitest';
import { credentialFor, firstSetup, loadSetup, readSetup, saveSetup } from './setup.ts';

const connection = {
  id: 'c1',
  name: 'Campus library',
  contractId: 'publica-la',
  baseUrl: 'https://library.example:8443',
  credentialId: null,
  environment: 'test' as const,
  variables: {},
  notes: '',
  createdAt: 0,
  updatedAt: 0,
  lastVerdict: null,
  lastExchangeAt: null,
};

it('begins with what the connection says and needs a consumer key', () => {
  const form = firstSetup(connection, null);
  expect(form).toMatchObject({ name: 'Campus library', url: connection.baseUrl, consumerKey: '' });
  expect(readSetup(form)).toBeNull();
  expect(readSetup({ ...form, consumerKey: 'college' })).toEqual({
    name: 'Campus library',
    url: connection.baseUrl,
    consumerKey: 'college',
    access: { kind: 'full' },
  });
});

it('needs the name of the plan, and no line breaks anywhere', () => {
  const form = { ...firstSetup(connection, null), consumerKey: 'college', access: 'plan' as const };
  expect(readSetup(form)).toBeNull();
  expect(readSetup({ ...form, plan: ' Campus ' })?.access).toEqual({ kind: 'plan', plan: 'Campus' });
  expect(readSetup({ ...form, plan: 'Campus', name: 'a\nb' })).toBeNull();
});

it('makes a credential for the host of the store alone', () => {
  const setup = readSetup({ ...firstSetup(connection, null), consumerKey: 'college' });
  expect(setup && credentialFor(setup, 'not-a-secret')).toMatchObject({
    kind: 'oauth-consumer',
    consumerKey: 'college',
    allowedHosts: ['library.example:8443'],
  });
});

it('keeps what was typed, and begins anew when that cannot be read', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  saveSetup(storage, 'c1', { access: 'plan', plan: 'Campus' });
  expect(loadSetup(storage, 'c1')).toEqual({ access: 'plan', plan: 'Campus' });
  expect(loadSetup(storage, 'c2')).toEqual({});
  for (const bad of ['{', '[]', '{"access":"all"}']) {
    expect(loadSetup({ getItem: () => bad }, 'c1')).toEqual({});
  }
});
