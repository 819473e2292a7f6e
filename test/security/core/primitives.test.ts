import { argon2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openFrame, sealFrame } from '../../../src/core/vault/sealing/framing.ts';
import { keyFromPassphrase } from '../../../src/core/vault/slots/passphrase.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

describe('Argon2id', () => {
  /** RFC 9106 §5.3. It has a secret and associated data, which the vault uses neither of: it judges the implementation below. */
  test('the reference gives what RFC 9106 says', () => {
    const tag = argon2Sync('argon2id', {
      message: Buffer.alloc(32, 1),
      nonce: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      associatedData: Buffer.alloc(12, 4),
      parallelism: 4,
      tagLength: 32,
      memory: 32,
      passes: 3,
    });
    expect(hex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
  });

  test('a passphrase gives the key the reference gives', async () => {
    const cost = fc.record({
      memoryKib: fc.integer({ min: 32, max: 256 }),
      passes: fc.integer({ min: 1, max: 4 }),
      lanes: fc.integer({ min: 1, max: 4 }),
    });
    const salt = fc.uint8Array({ minLength: 16, maxLength: 16 });
    const passphrase = fc
      .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
      .map((text) => text.normalize('NFKC'));
    const same = fc.asyncProperty(passphrase, salt, cost, async (text, nonce, { memoryKib, passes, lanes }) => {
      const expected = argon2Sync('argon2id', {
        message: text,
        nonce,
        parallelism: lanes,
        tagLength: 32,
        memory: memoryKib,
        passes,
      });
      expect(hex(await keyFromPassphrase(text, nonce, { memoryKib, passes, lanes }))).toBe(hex(expected));
    });
    await fc.assert(same, { numRuns: 60 });
  });
});

/** Test cases 13 to 16 of “The Galois/Counter Mode of Operation” (McGrew and Viega), those of a 256-bit key and a 96-bit nonce. */
const key = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
const nonce = 'cafebabefacedbaddecaf888';
const plain =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255';
const cipher =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad';
const gcm = [
  [13, '00'.repeat(32), '00'.repeat(12), '', '', '', '530f8afbc74536b9a963b4f1c4cb738b'],
  [
    14,
    '00'.repeat(32),
    '00'.repeat(12),
    '',
    '00'.repeat(16),
    'cea7403d4d606b6e074ec5d3baf39d18',
    'd0d1c8a799996bf0265b98b5d48ab919',
  ],
  [15, key, nonce, '', plain, cipher, 'b094dac5d93471bdec1a502270e3cc6c'],
  [
    16,
    key,
    nonce,
    'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain.slice(0, 120),
    cipher.slice(0, 120),
    '76fc6ece0f4e1768cddf8853bb2d551b',
  ],
] as const;

describe('AES-256-GCM', () => {
  test.each(gcm)(
    'a sealed frame is that of test case %i, and opens again',
    (_case, ofKey, iv, aad, text, body, tag) => {
      const frame = sealFrame(bytes(ofKey), bytes(iv), bytes(aad), bytes(text));
      expect(hex(frame)).toBe(`01${iv}${body}${tag}`);
      const opened = openFrame(bytes(ofKey), bytes(aad), frame);
      expect(opened && hex(opened)).toBe(text);
    },
  );

  test.each(gcm)('case %i does not open with one bit changed anywhere', (_case, ofKey, iv, aad, _text, body, tag) => {
    const whole = `01${iv}${body}${tag}`;
    for (let at = 0; at < whole.length / 2; at += 1) {
      const changed = bytes(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(openFrame(bytes(ofKey), bytes(aad), changed), `byte ${at}`).toBeUndefined();
    }
  });
});
