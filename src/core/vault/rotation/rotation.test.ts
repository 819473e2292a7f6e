import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../adapters/node/open-database.ts';
import { noKeychain, systemRandom } from '../../adapters/node/system.ts';
import type { Storage } from '../../storage/open-storage.ts';
import { openTestStorage, problemOf, recordingLog, someExchange, temporaryFolder } from '../../storage/test-support.ts';
import { cheapCost, testPassphrase, testVault } from '../test-support.ts';
import { createVault, type Vault } from '../vault.ts';
import { createRotation, type RotationService } from './rotation.ts';
import { faultsOf, fillVault } from './test-fixtures/filled-vault.ts';

const passphrase = { kind: 'passphrase', passphrase: testPassphrase } as const;

/** The vault of a process of its own, so that no two draw the same nonces. */
function ownVault(storage: Storage): Vault {
  const clock = { now: () => 1 };
  return createVault({ storage, keys: noKeychain, random: systemRandom, clock, passphraseCost: cheapCost });
}

async function filled(): Promise<{ folder: string; storage: Storage; vault: Vault }> {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const vault = ownVault(storage);
  await vault.create(passphrase);
  await fillVault(storage, vault, systemRandom, (id) => storage.exchanges.insert(someExchange({ id }), ''));
  return { folder, storage, vault };
}

function rotationOf(storage: Storage, vault: Vault, onStep: (rotation: RotationService) => void = () => {}) {
  const steps: (number | null)[] = [];
  let ended = (): void => {};
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const rotation: RotationService = createRotation({
    storage,
    vault,
    random: systemRandom,
    log: recordingLog(),
    onProgress: (progress) => {
      steps.push(progress?.done ?? null);
      if (progress === null || progress.state === 'paused') ended();
      else onStep(rotation);
    },
  });
  return { rotation, steps, over };
}

function sealedRows(storage: Storage): Buffer[] {
  return storage.secrets.recordIds().flatMap((id) => storage.secrets.list(id).map(({ sealed }) => Buffer.from(sealed)));
}

describe('the rotation of the data key', () => {
  it('seals everything anew, for every slot, and shows how far it is', { timeout: 60_000 }, async () => {
    const { storage, vault } = await filled();
    const other = { kind: 'passphrase', passphrase: 'another long passphrase' } as const;
    await vault.slots.add(other, '');
    const { recoveryKey } = await vault.slots.add({ kind: 'recovery' }, '');
    const before = Buffer.from(vault.sealBytes(['x'], Buffer.from('old')));
    const rows = sealedRows(storage);
    const files = storage.exchangeBodies.files();
    const { rotation, steps, over } = rotationOf(storage, vault);
    rotation.start();
    expect(rotation.status()).toMatchObject({ state: 'running', damaged: 0, problem: null });
    await over;
    expect(rotation.status()).toBeNull();
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.at(-1)).toBeNull();
    expect(await faultsOf(storage, vault, systemRandom)).toEqual([]);
    expect(sealedRows(storage).some((row) => rows.some((old) => old.equals(row)))).toBe(false);
    expect([...storage.exchangeBodies.files()].some((file) => files.has(file))).toBe(false);
    // The old key is gone: what it alone opens stays shut.
    expect(await problemOf(() => vault.openBytes(['x'], before))).toMatchObject({ code: 'vault.tampered' });
    for (const method of [passphrase, other, { kind: 'recovery', key: recoveryKey ?? '' } as const]) {
      vault.lock();
      await vault.unlock(method);
      expect(await faultsOf(storage, vault, systemRandom)).toEqual([]);
    }
  });

  it('is paused and goes on, with everything readable in between', { timeout: 60_000 }, async () => {
    const { storage, vault } = await filled();
    const { rotation, over } = rotationOf(storage, vault, (running) => void running.pause());
    rotation.start();
    await over;
    expect(rotation.status()?.state).toBe('paused');
    expect(await faultsOf(storage, vault, systemRandom)).toEqual([]);
    vault.lock();
    await vault.unlock(passphrase);
    rotation.resumeAfterUnlock();
    expect(rotation.status()?.state).toBe('paused');
    const again = rotationOf(storage, vault);
    again.rotation.start();
    await again.over;
    expect(again.rotation.status()).toBeNull();
    expect(await faultsOf(storage, vault, systemRandom)).toEqual([]);
  });

  it('waits while the vault is locked, and a slot made meanwhile has both keys', { timeout: 60_000 }, async () => {
    const { storage, vault } = await filled();
    const { rotation, over } = rotationOf(storage, vault, () => vault.lock());
    rotation.start();
    await over;
    expect(rotation.status()?.state).toBe('paused');
    await vault.unlock(passphrase);
    const added = { kind: 'passphrase', passphrase: 'made in the midst of it' } as const;
    await vault.slots.add(added, '');
    const again = rotationOf(storage, vault);
    again.rotation.resumeAfterUnlock();
    await again.over;
    vault.lock();
    await vault.unlock(added);
    expect(await faultsOf(storage, vault, systemRandom)).toEqual([]);
  });

  it('leaves what cannot be opened as it is, and counts it', { timeout: 60_000 }, async () => {
    const { storage, vault } = await filled();
    const id = storage.secrets.recordIds()[0] ?? '';
    const broken = storage.secrets.list(id).map((secret) => ({ ...secret, sealed: new Uint8Array(64) }));
    storage.secrets.replace(id, broken);
    const counts: number[] = [];
    const { over, rotation } = rotationOf(storage, vault, (running) => counts.push(running.status()?.damaged ?? 0));
    rotation.start();
    await over;
    expect(Math.max(...counts)).toBe(1);
    expect(storage.secrets.list(id).map(({ sealed }) => Buffer.from(sealed))).toEqual([
      Buffer.alloc(64),
      Buffer.alloc(64),
    ]);
    expect(await faultsOf(storage, vault, systemRandom)).toHaveLength(2);
  });

  it('knows every column that holds something sealed', async () => {
    const storage = await openTestStorage(temporaryFolder());
    storage.close();
    const connection = openDatabase(join(storage.folder, 'countersign.db'));
    const columns = connection
      .prepare<[], { name: string }>(
        `SELECT m.name || '.' || c.name AS name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND c.type = 'BLOB' AND m.name NOT LIKE 'exchange_search%' ORDER BY 1`,
      )
      .all();
    connection.close();
    // A new one has to be named in sealed-items.ts too, or a rotation would make it unreadable.
    expect(columns.map(({ name }) => name)).toEqual([
      'captures.sealed_capture',
      'captures.sealed_summary',
      'exchange_bodies.sealed',
      'flow_runs.sealed_inputs',
      'key_slots.checksum',
      'key_slots.next_wrapped_key',
      'key_slots.private_key',
      'key_slots.wrapped_key',
      'secrets.sealed',
    ]);
  });
});

const rotator = fileURLToPath(new URL('./test-fixtures/rotator.ts', import.meta.url));

function startRotator(folder: string): ChildProcess {
  const child = fork(rotator, [folder, testPassphrase], { execArgv: [] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Kills the process at the given step of its rotation; `true` when it was done before. */
async function killAtStep(child: ChildProcess, step: number): Promise<boolean> {
  let seen = 0;
  let isDone = false;
  child.on('message', (message) => {
    seen += 1;
    isDone ||= message === 'done';
    if (seen === step || isDone) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  return isDone;
}

describe('a rotation that is killed', () => {
  it('leaves everything readable wherever it ends, and comes to its end', { timeout: 120_000 }, async () => {
    const { folder, storage } = await filled();
    storage.close();
    for (const step of [1, 3, 5, 6]) {
      await killAtStep(startRotator(folder), step);
      const opened = await openTestStorage(folder);
      const vault = testVault(opened);
      await vault.unlock(passphrase);
      expect(await faultsOf(opened, vault, systemRandom), `killed at step ${step}`).toEqual([]);
      opened.close();
    }
    expect(await killAtStep(startRotator(folder), Number.POSITIVE_INFINITY)).toBe(true);
    const opened = await openTestStorage(folder);
    const vault = ownVault(opened);
    expect(vault.rotation.isUnderWay()).toBe(false);
    await vault.unlock(passphrase);
    expect(await faultsOf(opened, vault, systemRandom)).toEqual([]);
  });
});
