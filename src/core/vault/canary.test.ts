import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Storage } from '../storage/open-storage.ts';
import { openTestStorage, someExchange, temporaryFolder, testClock } from '../storage/test-support.ts';
import { createCredentials } from './credentials/credentials.ts';
import { chunkBytes, createBodyStore } from './sealing/body-store.ts';
import { countingRandom, testPassphrase, unlockedVault } from './test-support.ts';

/**
 * Files below the folder that hold any of the texts, in UTF-8 or UTF-16, plain or as Base64 or hex. In a process of its own:
 * to close a file one has opened would drop the locks SQLite holds on it in the same process.
 */
function filesWith(folder: string, texts: readonly string[]): string[] {
  const search = `
    const { readdirSync, readFileSync } = require('node:fs');
    const [folder, ...texts] = process.argv.slice(1);
    const needles = texts.flatMap((text) => [
      Buffer.from(text), Buffer.from(text, 'utf16le'),
      Buffer.from(Buffer.from(text).toString('hex')),
      Buffer.from(Buffer.from(text).toString('base64').replace(/.{0,2}=*$/, '')),
    ]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => require('node:path').join(entry.parentPath, entry.name));
    const hits = paths.filter((path) => { const bytes = readFileSync(path); return needles.some((n) => bytes.includes(n)); });
    console.log(JSON.stringify({ searched: paths.length, hits }));
  `;
  const { searched, hits } = JSON.parse(
    execFileSync(process.execPath, ['-e', search, folder, ...texts], { encoding: 'utf8' }),
  );
  expect(searched).toBeGreaterThanOrEqual(2);
  return hits;
}

const canaries = ['canary-secret-5d1f', 'canary-token-77aa', 'canary-key-e01c', 'canary-body-93b2', testPassphrase];

async function fill(storage: Storage): Promise<void> {
  const vault = await unlockedVault(storage);
  const ports = { storage, vault, random: countingRandom(), clock: testClock };
  const credentials = createCredentials(ports);
  const allowedHosts = ['shelf.example'];
  const consumer = { kind: 'oauth-consumer' as const, name: 'C', consumerKey: 'visible-consumer-key', allowedHosts };
  const { id } = credentials.create({ ...consumer, secret: 'canary-secret-5d1f' });
  credentials.update(id, { ...consumer, secret: '' });
  credentials.reveal(id, 'secret', 'window');
  credentials.create({
    kind: 'proctorexam',
    name: 'P',
    apiToken: 'canary-token-77aa',
    secretKey: 'canary-key-e01c',
    allowedHosts,
  });
  const bodies = createBodyStore(ports);
  storage.exchanges.insert(someExchange(), 'masked');
  const body = Buffer.from('canary-body-93b2 '.repeat(10));
  await bodies.put('exchange-1', 'request', body);
  await bodies.put('exchange-1', 'response-0', Buffer.concat([body, Buffer.alloc(chunkBytes), body]));
}

describe('the data folder', () => {
  it('holds no secret and no raw body in clear, open or closed', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    await fill(storage);
    expect(filesWith(folder, ['visible-consumer-key'])).not.toEqual([]);
    expect(filesWith(folder, canaries)).toEqual([]);
    storage.close();
    expect(filesWith(folder, ['visible-consumer-key'])).not.toEqual([]);
    expect(filesWith(folder, canaries)).toEqual([]);
  });

  it('forgets what is deleted from the history', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    storage.exchanges.insert(someExchange({ headline: 'a-name-to-forget' }), 'anothernametoforget');
    storage.close();
    const again = await openTestStorage(folder);
    expect(filesWith(folder, ['a-name-to-forget'])).not.toEqual([]);
    again.exchanges.delete(['exchange-1']);
    again.close();
    expect(filesWith(folder, ['a-name-to-forget', 'anothernametoforget'])).toEqual([]);
  });
});
