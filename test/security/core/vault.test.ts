import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noStage } from '../../../src/core/adapters/node/system.ts';
import { type Core, createCore } from '../../../src/core/index.ts';
import type { KeyProvider } from '../../../src/core/ports.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../../src/protocol/commands/index.ts';
import { ProblemError, ReceivedProblem } from '../../../src/protocol/problem.ts';

const outputs: { [N in CommandName]: { output: z.ZodType<CommandOutput<N>> } } = commands;

/** A keychain as an operating system has one: what it wrapped, no other opens. */
class FakeKeychain implements KeyProvider {
  #kept = new Map<string, Uint8Array>();
  backend = 'gnome_libsecret';

  status = async () => ({ protects: true, backend: this.backend });
  wrap = async (key: Uint8Array) => {
    const name = `${this.backend} ${this.#kept.size}`;
    this.#kept.set(name, Uint8Array.from(key));
    return { wrapped: new Uint8Array(Buffer.from(name)), backend: this.backend };
  };
  unwrap = async (wrapped: Uint8Array) => {
    const kept = this.#kept.get(Buffer.from(wrapped).toString());
    if (kept === undefined) {
      throw new ProblemError('vault.keychain-lost', { params: { expected: this.backend, actual: this.backend } });
    }
    return { key: Uint8Array.from(kept), rewrapped: null };
  };
  /** As after a new installation of the system. */
  replaceBy(backend: string): void {
    this.backend = backend;
    this.#kept = new Map();
  }
}

const passphrase = 'only for the test of promises';
let folder: string;
let keychain: FakeKeychain;
let core: Core;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-promises-'));
  keychain = new FakeKeychain();
  core = open();
  await call('vault.create', { method: { kind: 'passphrase', passphrase } });
  await call('credentials.create', {
    draft: { kind: 'oauth-consumer', name: 'Kept', consumerKey: 'key', secret: 'not a secret', allowedHosts: [] },
  });
});
afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): Core {
  return createCore({
    folder,
    resources: fileURLToPath(new URL('../../../resources', import.meta.url)),
    appVersion: '0.0.0-test',
    sandboxEntry: fileURLToPath(new URL('../../../src/sandbox/worker.ts', import.meta.url)),
    keys: keychain,
    stage: noStage,
  });
}

async function call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const result = await core.dispatch(name, input);
  if (!result.ok) throw new ReceivedProblem(result.problem);
  return outputs[name].output.parse(result.output);
}

const rows = z.array(z.object({ sealed: z.instanceof(Buffer) }));
/** All sealed secrets, as they lie in the database. */
function sealed(): string[] {
  const database = new Database(join(folder, 'countersign.db'), { readonly: true });
  const found = rows.parse(database.prepare('SELECT sealed FROM secrets ORDER BY record_id, part').all());
  database.close();
  return found.map((row) => row.sealed.toString('base64'));
}

const unlock = (method: CommandInput<'vault.unlock'>['method']) => call('vault.unlock', { method });
const state = async () => (await call('vault.status', {})).state;
const slots = async () => (await call('vault.status', {})).slots;
const problem = async (name: string, input: unknown) => {
  const result = await core.dispatch(name, input);
  return result.ok ? null : result.problem;
};
async function reveals(): Promise<void> {
  const [credential] = await call('credentials.list', {});
  expect((await call('credentials.reveal', { id: credential?.id ?? '', part: 'secret' })).value).toBe('not a secret');
}

describe('key slots', () => {
  test('any number opens the vault, and adding or removing one never encrypts anew', async () => {
    const before = sealed();
    expect(before.length).toBeGreaterThan(0);
    const second = { kind: 'passphrase', passphrase: 'another passphrase of the test' } as const;
    await call('vault.addSlot', { method: second, name: 'Second' });
    const { recoveryKey } = await call('vault.addSlot', { method: { kind: 'recovery' }, name: '' });
    await call('vault.addSlot', { method: { kind: 'keychain' }, name: '' });
    for (const method of [
      second,
      { kind: 'recovery', key: recoveryKey ?? '' } as const,
      { kind: 'keychain' } as const,
    ]) {
      await call('vault.lock', {});
      await unlock(method);
      await reveals();
    }
    const [first] = (await slots()).filter(({ name }) => name === 'Second');
    await call('vault.removeSlot', { id: first?.id ?? '' });
    await call('vault.lock', {});
    expect(await problem('vault.unlock', { method: second })).toMatchObject({ code: 'vault.wrong-passphrase' });
    await unlock({ kind: 'passphrase', passphrase });
    expect(sealed()).toEqual(before);
  });

  test('a recovery key is shown once and kept nowhere', async () => {
    const { recoveryKey } = await call('vault.addSlot', { method: { kind: 'recovery' }, name: 'Printed' });
    expect(recoveryKey).not.toBeNull();
    const answers = [await call('vault.status', {}), await call('vault.log', {}), await call('settings.get', {})];
    expect(JSON.stringify(answers)).not.toContain(recoveryKey);
    const database = new Database(join(folder, 'countersign.db'), { readonly: true });
    const all = JSON.stringify(database.prepare('SELECT * FROM key_slots').all());
    database.close();
    expect(all).not.toContain(recoveryKey?.replaceAll('-', ''));
  });

  test('the last one that opens the vault cannot be removed', async () => {
    const [only] = await slots();
    expect(await problem('vault.removeSlot', { id: only?.id })).toMatchObject({ code: 'vault.last-slot' });
  });

  test('a changed passphrase opens, the one before does not, and nothing is encrypted anew', async () => {
    const before = sealed();
    const [slot] = await slots();
    const newPassphrase = 'the passphrase it is changed to';
    await call('vault.changePassphrase', { id: slot?.id ?? '', oldPassphrase: passphrase, newPassphrase });
    await call('vault.lock', {});
    expect(await problem('vault.unlock', { method: { kind: 'passphrase', passphrase } })).toMatchObject({
      code: 'vault.wrong-passphrase',
    });
    await unlock({ kind: 'passphrase', passphrase: newPassphrase });
    await reveals();
    expect(sealed()).toEqual(before);
  });

  test('another keychain is explained, deletes nothing, and is taken by one step', async () => {
    await call('vault.addSlot', { method: { kind: 'keychain' }, name: '' });
    const before = await slots();
    expect(before.map(({ backend }) => backend)).toContain('gnome_libsecret');
    await call('vault.lock', {});
    keychain.replaceBy('kwallet6');
    expect(await problem('vault.unlock', { method: { kind: 'keychain' } })).toMatchObject({
      code: 'vault.keychain-lost',
      params: { expected: 'gnome_libsecret', actual: 'kwallet6' },
    });
    const { unusableSlots } = await call('vault.status', {});
    expect((await slots()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    await unlock({ kind: 'passphrase', passphrase });
    await call('vault.renewKeychain', { id: unusableSlots[0] ?? '' });
    await call('vault.lock', {});
    await unlock({ kind: 'keychain' });
    await reveals();
  });
});

test('renewing the data key encrypts everything anew, and every slot opens what it gave before', async () => {
  const before = sealed();
  const { recoveryKey } = await call('vault.addSlot', { method: { kind: 'recovery' }, name: '' });
  const progress: unknown[] = [];
  core.onEvent((event) => {
    if (event.type === 'vault.rotation') progress.push(event.rotation);
  });
  await call('vault.rotate', {});
  await expect.poll(async () => (await call('vault.status', {})).rotation).toBeNull();
  expect(progress.length).toBeGreaterThan(0);
  const after = sealed();
  expect(after).toHaveLength(before.length);
  expect(after.filter((one) => before.includes(one))).toEqual([]);
  for (const method of [
    { kind: 'passphrase', passphrase } as const,
    { kind: 'recovery', key: recoveryKey ?? '' } as const,
  ]) {
    await call('vault.lock', {});
    await unlock(method);
    await reveals();
  }
});

describe('the vault locks by itself', () => {
  test.each([
    ['after the idle time', { is: 'idle', seconds: 60 }, 'idle'],
    ['on suspend', { is: 'suspended' }, 'suspend'],
    ['on screen lock', { is: 'screen-locked' }, 'screen-lock'],
  ] as const)('%s', async (_when, presence, reason) => {
    await call('vault.setProtection', { lockAfterMinutes: 1, lockOnSuspend: true, lockOnScreenLock: true });
    await call('vault.presence', { is: 'idle', seconds: 59 });
    expect(await state()).toBe('unlocked');
    await call('vault.presence', presence);
    expect(await call('vault.status', {})).toMatchObject({ state: 'locked', lockedBecause: reason });
    expect(await problem('credentials.review', {})).toMatchObject({ code: 'vault.locked' });
  });

  test('not where the settings say so', async () => {
    await call('vault.setProtection', { lockAfterMinutes: 0, lockOnSuspend: false, lockOnScreenLock: false });
    await call('vault.presence', { is: 'idle', seconds: 86_400 });
    await call('vault.presence', { is: 'suspended' });
    await call('vault.presence', { is: 'screen-locked' });
    expect(await state()).toBe('unlocked');
  });
});
