import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '../../../protocol/problem.ts';
import { cheapCost, countingRandom } from '../../vault/test-support.ts';
import { openVaultFile, readVaultFile, sealVaultFile } from './vault-file.ts';

const vectorsSchema = z.object({
  cases: z
    .array(
      z.object({
        name: z.string(),
        passphrase: z.string(),
        saltHex: z.string(),
        nonceHex: z.string(),
        memoryKib: z.int(),
        passes: z.int(),
        lanes: z.int(),
        writtenBy: z.string(),
        writtenAt: z.string(),
        content: z.string(),
        file: z.string(),
      }),
    )
    .min(3),
});
const vectorsFile = new URL('../../../../docs/vault-file.vectors.json', import.meta.url);
const { cases } = vectorsSchema.parse(JSON.parse(readFileSync(vectorsFile, 'utf8')));

const passphrase = 'not a real passphrase';
const content = Buffer.from('{"credentials":[]}');
const ports = { random: countingRandom(), cost: cheapCost, writtenBy: 'Countersign 0.1.0', now: 1_795_000_000_000 };
const sealed = () => sealVaultFile(content, passphrase, ports);

async function problemOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return 'none';
}

describe('the test vectors of docs/vault-file.md', () => {
  test.each(cases)('$name: is read', async ({ file, passphrase, content }) => {
    expect(Buffer.from(await openVaultFile(readVaultFile(file), passphrase)).toString('utf8')).toBe(content);
  });

  test.each(cases)('$name: is written, byte for byte', async (vector) => {
    const given = [Buffer.from(vector.saltHex, 'hex'), Buffer.from(vector.nonceHex, 'hex')];
    const { memoryKib, passes, lanes, writtenBy } = vector;
    // The salt of the app is 16 bytes: what asks for it gets the one of the vector.
    const random = { bytes: () => given.shift() ?? new Uint8Array(0) };
    const written = await sealVaultFile(Buffer.from(vector.content, 'utf8'), vector.passphrase, {
      random,
      cost: { memoryKib, passes, lanes },
      writtenBy,
      now: Date.parse(vector.writtenAt),
    });
    expect(written).toBe(vector.file);
  });
});

test('a file is opened by its passphrase alone, however the passphrase is composed', async () => {
  const file = readVaultFile(await sealVaultFile(content, 'résumé not real', ports));
  expect(Buffer.from(await openVaultFile(file, 're\u0301sume\u0301 not real'))).toEqual(content);
  expect(await problemOf(() => openVaultFile(file, 'resume not real'))).toBe('transfer.wrong-passphrase');
});

test('carriage returns of a mail program do no harm', async () => {
  const file = readVaultFile((await sealed()).replaceAll('\n', '\r\n'));
  expect(Buffer.from(await openVaultFile(file, passphrase))).toEqual(content);
});

test('a file cut off anywhere is told as such, and never opened', async () => {
  const text = await sealed();
  for (let length = 0; length < text.length - 1; length += 7) {
    const code = await problemOf(() => readVaultFile(text.slice(0, length)));
    expect(code).toBe(length < text.indexOf('\n') ? 'transfer.not-ours' : 'transfer.truncated');
  }
});

test('a file with any character changed is refused', async () => {
  const text = await sealed();
  for (let index = 0; index < text.length - 1; index += 5) {
    const other = text[index] === 'A' ? 'B' : 'A';
    const changed = `${text.slice(0, index)}${other}${text.slice(index + 1)}`;
    const code = await problemOf(async () => openVaultFile(readVaultFile(changed), passphrase));
    expect(code, `character ${index}`).toMatch(/^transfer\.(altered|truncated|not-ours|newer|too-costly)$/);
  }
});

describe('with a checksum made anew', () => {
  const resealed = (first: string, second: string): string => {
    const both = `${first}\n${second}\n`;
    return `${both}${createHash('sha256').update(both).digest('hex')}\n`;
  };

  test.each([
    [
      'the sealed content',
      (first: string, second: string) => [first, `${second.startsWith('A') ? 'B' : 'A'}${second.slice(1)}`],
    ],
    ['who wrote it', (first: string, second: string) => [first.replace('0.1.0', '9.9.9'), second]],
    ['something added to the header', (first: string, second: string) => [first.replace('{', '{"more":1,'), second]],
  ])('%s changed on purpose does not open', async (_what, change) => {
    const [first = '', second = ''] = (await sealed()).split('\n');
    const [changedFirst = '', changedSecond = ''] = change(first, second);
    const file = readVaultFile(resealed(changedFirst, changedSecond));
    expect(await problemOf(() => openVaultFile(file, passphrase))).toBe('transfer.wrong-passphrase');
  });
});

describe('a header that asks too much', () => {
  const hostile = async (change: Record<string, unknown>) => {
    const [first = '', ...rest] = (await sealed()).split('\n');
    const header = z.record(z.string(), z.unknown()).parse(JSON.parse(first));
    const kdf = { ...z.record(z.string(), z.unknown()).parse(header.kdf), ...change };
    return [JSON.stringify({ ...header, kdf }), ...rest].join('\n');
  };

  test.each([
    [{ memoryKib: 4_194_304 }, 'transfer.too-costly'],
    [{ memoryKib: 262_144, passes: 5 }, 'transfer.too-costly'],
    [{ passes: 4_000_000_000 }, 'transfer.too-costly'],
    [{ memoryKib: 64, lanes: 16 }, 'transfer.too-costly'],
    [{ lanes: 10_000 }, 'transfer.altered'],
    [{ memoryKib: -1 }, 'transfer.altered'],
    [{ memoryKib: 1e308 }, 'transfer.altered'],
    [{ name: 'scrypt' }, 'transfer.altered'],
    [{ salt: 'AAAA' }, 'transfer.altered'],
  ])('%j is refused before anything is derived', async (change, code) => {
    const text = await hostile(change);
    expect(await problemOf(() => readVaultFile(text))).toBe(code);
  });
});

test('a file of a later version, of something else, and one too large are told apart', async () => {
  const text = await sealed();
  expect(await problemOf(() => readVaultFile(text.replace('"version":1', '"version":2')))).toBe('transfer.newer');
  expect(await problemOf(() => readVaultFile('PK\u0003\u0004'))).toBe('transfer.not-ours');
  expect(await problemOf(() => readVaultFile('{"format":"countersign-vault"}'))).toBe('transfer.not-ours');
  expect(await problemOf(() => readVaultFile(`${text}${'x'.repeat(5_000_000)}`))).toBe('transfer.too-large');
  const large = Buffer.alloc(4 * 1024 * 1024);
  expect(await problemOf(() => sealVaultFile(large, passphrase, ports))).toBe('transfer.too-large');
});

test('the same content is written differently each time', async () => {
  const [one, other] = [await sealed(), await sealed()].map((text) => text.split('\n'));
  expect(one?.[0]).not.toBe(other?.[0]);
  expect(one?.[1]).not.toBe(other?.[1]);
});
