import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type FormFile, maxFileBytes } from '../../protocol/models/exchanges/form-file.ts';
import { createFormFiles, filePart, maxWaitingBytes } from './form-files.ts';

type Kept = Record<string, Uint8Array>;

/** Bytes of exchanges are under `exchange file-<id>`. */
function filesWith(kept: Kept = {}) {
  return createFormFiles({
    random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    bodies: {
      put: async () => true,
      get: async (exchangeId, part) => kept[`${exchangeId} ${part}`],
      read: async () => undefined,
      size: () => undefined,
    },
    exchangeBodies: {
      exchangeWith: (part) =>
        Object.keys(kept)
          .find((key) => key.endsWith(` ${part}`))
          ?.split(' ')[0],
    },
  });
}

const content = new Uint8Array(randomBytes(1000));

function handedOver(files: ReturnType<typeof filesWith>, name = 'a.pdf', mediaType = ''): FormFile {
  const id = files.begin({ name, mediaType, size: content.length });
  files.append(id, Buffer.from(content.subarray(0, 400)).toString('base64'));
  files.append(id, Buffer.from(content.subarray(400)).toString('base64'));
  return files.finish(id);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error && 'problem' in error ? JSON.stringify(error.problem) : String(error);
  }
  return 'nothing thrown';
}

test('a file handed over in pieces is there whole, with its hash and the type its name speaks of', async () => {
  const files = filesWith();
  const file = handedOver(files);
  expect(file).toEqual({
    id: file.id,
    name: 'a.pdf',
    mediaType: 'application/pdf',
    size: 1000,
    sha256: createHash('sha256').update(content).digest('hex'),
  });
  expect(files.has(file.id)).toBe(true);
  expect(Buffer.from(await files.read(file)).equals(content)).toBe(true);
  expect(handedOver(files, 'a.pdf', 'image/x-own').mediaType).toBe('image/x-own');
  expect(handedOver(files, 'no extension').mediaType).toBe('application/octet-stream');
});

test('a file of no bytes is a file', async () => {
  const files = filesWith();
  const file = files.finish(files.begin({ name: 'empty.txt', mediaType: '', size: 0 }));
  expect(file.size).toBe(0);
  expect(await files.read(file)).toHaveLength(0);
});

test('a file is refused when it is too large, cut off, longer than announced or no base64', () => {
  const files = filesWith();
  const tooLarge = codeOf(() => files.begin({ name: 'film.mp4', mediaType: '', size: maxFileBytes + 1 }));
  expect(JSON.parse(tooLarge)).toEqual({
    code: 'file.too-large',
    field: 'file.size',
    params: { name: 'film.mp4', size: '50.1 MB', limit: '50 MB' },
  });
  const id = files.begin({ name: 'a', mediaType: '', size: 4 });
  expect(codeOf(() => files.append(id, 'AA AA'))).toContain('expected base64');
  expect(codeOf(() => files.append(id, 'AAAAAAAA'))).toContain('more bytes than the 4 announced');
  files.append(id, 'AAAA');
  expect(codeOf(() => files.finish(id))).toContain('3 of 4 bytes have arrived');
  expect(files.has(id)).toBe(false);
  expect(codeOf(() => files.append('0'.repeat(32), 'AAAA'))).toContain('not-found');
});

test('a released file is gone, unless an exchange that sent it has kept it', async () => {
  const files = filesWith();
  const file = handedOver(files);
  files.release(file.id);
  expect(files.has(file.id)).toBe(false);
  await expect(files.read(file)).rejects.toMatchObject({ problem: { code: 'file.gone', params: { name: 'a.pdf' } } });

  const sent = filesWith({ [`x1 ${filePart(file.id)}`]: content });
  expect(sent.has(file.id)).toBe(true);
  expect(await sent.read(file)).toEqual(content);
});

test('the files that came first make room for new ones', () => {
  const files = filesWith();
  const first = handedOver(files);
  const second = handedOver(files);
  for (let room = maxWaitingBytes - content.length; room > 0; room -= maxFileBytes) {
    files.begin({ name: 'large', mediaType: '', size: Math.min(room, maxFileBytes) });
  }
  expect([files.has(first.id), files.has(second.id)]).toEqual([false, true]);
});
