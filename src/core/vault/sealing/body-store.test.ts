import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestStorage, problemOf, someExchange, temporaryFolder } from '../../storage/test-support.ts';
import { countingRandom, unlockedVault } from '../test-support.ts';
import { chunkBytes, createBodyStore } from './body-store.ts';

async function setUp() {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const vault = await unlockedVault(storage);
  storage.exchanges.insert(someExchange(), '');
  const bodies = createBodyStore({ storage, vault, random: countingRandom() });
  const files = () => readdirSync(join(folder, 'bodies')).map((name) => join(folder, 'bodies', name));
  return { folder, storage, vault, bodies, files };
}

const someBytes = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
const digest = (bytes: Uint8Array | undefined) =>
  createHash('sha256')
    .update(bytes ?? 'none')
    .digest('hex');

describe('bodies', () => {
  it.each([0, 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 2 * chunkBytes + 77])(
    'of %i bytes come back',
    async (size) => {
      const { bodies, files } = await setUp();
      const bytes = someBytes(size);
      expect(await bodies.put('exchange-1', 'response-0', bytes)).toBe(true);
      expect(digest(await bodies.get('exchange-1', 'response-0'))).toBe(digest(bytes));
      expect(bodies.size('exchange-1', 'response-0')).toBe(size);
      expect(files()).toHaveLength(size > chunkBytes ? 1 : 0);
    },
  );

  it('are read in parts, across chunks and beyond the end', async () => {
    const { bodies } = await setUp();
    const bytes = someBytes(2 * chunkBytes + 10);
    await bodies.put('exchange-1', 'large', bytes);
    await bodies.put('exchange-1', 'small', bytes.subarray(0, 100));
    for (const [part, whole] of [
      ['large', bytes],
      ['small', bytes.subarray(0, 100)],
    ] as const) {
      for (const [offset, length] of [
        [0, 5],
        [50, 100],
        [chunkBytes - 3, 6],
        [chunkBytes, chunkBytes],
        [2 * chunkBytes + 5, 99],
        [9e9, 5],
        [3, 0],
      ] as const) {
        const expected = whole.subarray(offset, offset + length);
        expect([part, offset, digest(await bodies.read('exchange-1', part, offset, length))]).toEqual([
          part,
          offset,
          digest(expected),
        ]);
      }
    }
  });

  it('are unknown, not empty, where there is none', async () => {
    const { bodies } = await setUp();
    expect(await bodies.get('exchange-1', 'response-0')).toBeUndefined();
    expect(bodies.size('exchange-1', 'response-0')).toBeUndefined();
  });

  it('go with their exchange, files too', async () => {
    const { bodies, storage, files } = await setUp();
    await bodies.put('exchange-1', 'request', someBytes(10));
    await bodies.put('exchange-1', 'response-0', someBytes(chunkBytes + 1));
    expect(storage.exchangeBodies.parts('exchange-1')).toEqual(['request', 'response-0']);
    storage.exchanges.delete(['exchange-1']);
    expect(files()).toEqual([]);
    expect(await bodies.get('exchange-1', 'request')).toBeUndefined();
    expect(await bodies.put('exchange-1', 'response-0', someBytes(chunkBytes + 1))).toBe(false);
    expect(await bodies.put('exchange-1', 'request', someBytes(1))).toBe(false);
    expect(files()).toEqual([]);
  });

  it('leave no file behind when another takes their place', async () => {
    const { bodies, files } = await setUp();
    await bodies.put('exchange-1', 'response-0', someBytes(chunkBytes + 1));
    await bodies.put('exchange-1', 'response-0', someBytes(chunkBytes + 2));
    expect(files()).toHaveLength(1);
    await bodies.put('exchange-1', 'response-0', someBytes(3));
    expect(files()).toEqual([]);
    expect(await bodies.get('exchange-1', 'response-0')).toEqual(someBytes(3));
  });

  it('need the key', async () => {
    const { bodies, vault, files } = await setUp();
    await bodies.put('exchange-1', 'response-0', someBytes(chunkBytes + 1));
    vault.lock();
    expect(await problemOf(() => bodies.get('exchange-1', 'response-0'))).toMatchObject({ code: 'vault.locked' });
    for (const size of [1, chunkBytes + 1]) {
      expect(await problemOf(() => bodies.put('exchange-1', 'other', someBytes(size)))).toMatchObject({
        code: 'vault.locked',
      });
    }
    expect(bodies.size('exchange-1', 'response-0')).toBe(chunkBytes + 1);
    expect(files()).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('are in files nobody else may read', async () => {
    const { bodies, files } = await setUp();
    await bodies.put('exchange-1', 'response-0', someBytes(chunkBytes + 1));
    expect(files().map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
  });

  const frame = chunkBytes + 29;
  it.each<[string, (file: string) => void]>([
    ['cut short', (file) => truncateSync(file, frame)],
    ['gone', (file) => rmSync(file)],
    [
      'with chunks exchanged',
      (file) => {
        const bytes = readFileSync(file);
        writeFileSync(
          file,
          Buffer.concat([bytes.subarray(frame, 2 * frame), bytes.subarray(0, frame), bytes.subarray(2 * frame)]),
        );
      },
    ],
  ])('are not taken for whole when their file is %s', async (_, damage) => {
    const { bodies, files } = await setUp();
    await bodies.put('exchange-1', 'response-0', someBytes(2 * chunkBytes + 5));
    for (const file of files()) damage(file);
    expect(await problemOf(() => bodies.get('exchange-1', 'response-0'))).toMatchObject({ code: 'vault.tampered' });
  });
});
