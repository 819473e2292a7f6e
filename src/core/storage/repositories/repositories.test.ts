import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestStorage, problemOf, recordingLog, someDraft, temporaryFolder } from '../test-support.ts';

const form = {
  values: [{ name: 'name', in: 'body' as const, value: 'Shelf' }],
  placement: null,
  signatureMethod: null,
  launchMode: null,
};

describe('connections', () => {
  it('are stored, changed and deleted with their forms', async () => {
    const { connections, formDrafts } = await openTestStorage(temporaryFolder());
    const created = connections.insert('c1', someDraft(), 10);
    expect(connections.get('c1')).toEqual(created);
    expect(formDrafts.save('c1', 'createToolProvider', form, 11)).toBe(true);
    expect(formDrafts.load('c1', 'createToolProvider')).toEqual(form);
    expect(formDrafts.load('c1', 'listToolProviders')).toBeUndefined();

    const changed = connections.update('c1', someDraft({ name: 'Southfield', variables: {} }), 20);
    expect(changed).toMatchObject({ name: 'Southfield', variables: {}, createdAt: 10, updatedAt: 20 });
    expect(connections.update('nobody', someDraft(), 20)).toBeUndefined();

    expect(connections.delete('c1')).toBe(true);
    expect(connections.delete('c1')).toBe(false);
    expect(formDrafts.load('c1', 'createToolProvider')).toBeUndefined();
    expect(formDrafts.save('c1', 'createToolProvider', form, 30)).toBe(false);
  });

  it('are listed by name, capitals or not', async () => {
    const { connections } = await openTestStorage(temporaryFolder());
    for (const name of ['beta', 'Alpha', 'Gamma']) connections.insert(name, someDraft({ name }), 1);
    expect(connections.list().map(({ name }) => name)).toEqual(['Alpha', 'beta', 'Gamma']);
  });

  it('refuse a credential that does not exist', async () => {
    const { connections } = await openTestStorage(temporaryFolder());
    const problem = await problemOf(() => connections.insert('c1', someDraft({ credentialId: 'nobody' }), 1));
    expect(problem).toMatchObject({ code: 'not-found', field: 'draft.credentialId' });
    expect(connections.count()).toBe(0);
  });
});

describe('settings', () => {
  it('read what fits their schema only', async () => {
    const log = recordingLog();
    const { settings } = await openTestStorage(temporaryFolder(), { log });
    const schema = z.strictObject({ theme: z.enum(['light', 'dark']) });
    expect(settings.read('app', schema)).toBeUndefined();
    settings.write('app', { theme: 'light' });
    settings.write('app', { theme: 'dark' });
    expect(settings.read('app', schema)).toEqual({ theme: 'dark' });
    settings.write('app', { theme: 'plaid' });
    expect(settings.read('app', schema)).toBeUndefined();
    expect(log.lines).toHaveLength(1);
  });
});

describe('user contracts', () => {
  it('are put, replaced and deleted', async () => {
    const { userContracts } = await openTestStorage(temporaryFolder());
    userContracts.put('b', 'openapi: 3.1.0', 1);
    userContracts.put('a', 'first', 1);
    userContracts.put('a', 'second', 2);
    expect(userContracts.get('a')).toEqual({ id: 'a', text: 'second', flows: null, createdAt: 1, updatedAt: 2 });
    expect(userContracts.putFlows('a', 'arazzo: 1.0.1', 3)).toBe(true);
    userContracts.put('a', 'third', 4);
    expect(userContracts.get('a')).toMatchObject({ text: 'third', flows: 'arazzo: 1.0.1' });
    expect(userContracts.putFlows('c', null, 3)).toBe(false);
    expect(userContracts.list().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(userContracts.delete('a')).toBe(true);
    expect(userContracts.delete('a')).toBe(false);
    expect(userContracts.get('a')).toBeUndefined();
  });
});

describe('nonces', () => {
  const day = 24 * 60 * 60 * 1000;

  it('are given once within 24 hours, across restarts', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    const { nonces } = storage;
    const largest = Number.MAX_SAFE_INTEGER;
    for (const nonce of [0, 1, 2 ** 31, 2 ** 51, largest - 1, largest]) {
      expect([nonce, nonces.remember(nonce, 1000)]).toEqual([nonce, true]);
      expect([nonce, nonces.remember(nonce, 1001)]).toEqual([nonce, false]);
    }
    storage.close();

    const { nonces: reopened } = await openTestStorage(folder);
    expect(reopened.remember(largest, 1000 + day)).toBe(false);
    expect(reopened.remember(largest, 1001 + day)).toBe(true);
    expect(reopened.remember(largest, 1002 + day)).toBe(false);
  });

  it('are whole numbers', async () => {
    const { nonces } = await openTestStorage(temporaryFolder());
    expect(() => nonces.remember(1.5, 1)).toThrow(RangeError);
    expect(() => nonces.remember(2 ** 53, 1)).toThrow(RangeError);
  });
});
