import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemRandom } from '../../../src/core/adapters/node/system.ts';
import { openStorage } from '../../../src/core/storage/open-storage.ts';
import { createCredentials } from '../../../src/core/vault/credentials/credentials.ts';
import { createPurgeTimer } from '../../../src/core/vault/overlap/purge-timer.ts';
import { createVault } from '../../../src/core/vault/vault.ts';
import { findCanaries, makeCanary } from '../canaries.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-overlap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hour = 3_600_000;
const before = makeCanary('before');
const after = makeCanary('after');
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const noKeychain = {
  status: async () => ({ protects: false, backend: 'none' }),
  wrap: () => Promise.reject(new Error('no keychain')),
  unwrap: () => Promise.reject(new Error('no keychain')),
};

/** Everything the database is written to: itself, its write-ahead log and the index of that. */
function files(): { name: string; bytes: Buffer }[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('countersign.db'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

function expectNothingInClear(): void {
  for (const { name, bytes } of files()) expect([name, findCanaries(bytes, [before, after])]).toEqual([name, []]);
}

const filesWith = (sealed: Uint8Array): string[] =>
  files()
    .filter(({ bytes }) => bytes.includes(Buffer.from(sealed)))
    .map(({ name }) => name);

test('the previous value of a secret ends with its overlap', async () => {
  const time = { now: Date.UTC(2026, 0, 31) };
  const clock = { now: () => time.now };
  const storage = await openStorage({ folder, appVersion: 'test', clock, log: silent });
  const random = systemRandom;
  const passphraseCost = { memoryKib: 8, passes: 1, lanes: 1 };
  const vault = createVault({ storage, keys: noKeychain, random, clock, passphraseCost });
  await vault.create({ kind: 'passphrase', passphrase: 'only for the test of the overlap' });
  const credentials = createCredentials({ storage, vault, random, clock });
  const consumer = { kind: 'oauth-consumer' as const, name: 'Any', consumerKey: 'any', allowedHosts: [] };
  const { id } = credentials.create({ ...consumer, secret: before.secret });
  expectNothingInClear();

  credentials.update(id, { ...consumer, secret: after.secret }, { overlap: { kind: 'for', hours: 1 } });
  let wake = (): void => {};
  const timer = createPurgeTimer({
    credentials,
    clock,
    log: silent,
    emit: () => {},
    after: (_ms, run) => {
      wake = run;
      return () => {};
    },
  });
  timer.look();
  expect(credentials.openPrevious(id)).toMatchObject([{ secret: before.secret }]);
  const sealed = storage.secrets.list(id).find(({ part }) => part !== 'secret')?.sealed ?? new Uint8Array(1);
  expect(filesWith(sealed)).not.toEqual([]);
  expectNothingInClear();

  vault.lock();
  time.now += hour;
  wake();
  expect(storage.secrets.list(id).map(({ part }) => part)).toEqual(['secret']);
  expect(storage.secretAccess.list({ limit: 1 })).toMatchObject([{ action: 'purge', part: 'secret', actor: 'app' }]);
  expect(filesWith(sealed)).toEqual([]);
  expectNothingInClear();

  await vault.unlock({ kind: 'passphrase', passphrase: 'only for the test of the overlap' });
  expect(credentials.openPrevious(id)).toEqual([]);
  expect(credentials.open(id)).toMatchObject({ secret: after.secret });
  timer.stop();
  storage.close();
  expect(filesWith(sealed)).toEqual([]);
  expectNothingInClear();
});
