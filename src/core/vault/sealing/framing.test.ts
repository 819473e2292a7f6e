import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../adapters/node/system.ts';
import { deriveKeys } from '../keys/data-key.ts';
import { associatedData, frameOverhead, open, openFrame, seal, sealFrame } from './framing.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

/** McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, test case 16 (AES-256 with associated data). */
const testCase16 = {
  key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
  nonce: hex('cafebabefacedbaddecaf888'),
  aad: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
  plain: hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  ),
  cipher:
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
  tag: '76fc6ece0f4e1768cddf8853bb2d551b',
};

describe('a frame', () => {
  it('is version, nonce, ciphertext and tag, as published', () => {
    const { key, nonce, aad, plain, cipher, tag } = testCase16;
    const frame = sealFrame(key, nonce, aad, plain);
    expect(Buffer.from(frame).toString('hex')).toBe(`01cafebabefacedbaddecaf888${cipher}${tag}`);
    expect(openFrame(key, aad, frame)).toEqual(Buffer.from(plain));
    expect(frame.length).toBe(plain.length + frameOverhead);
  });

  it('opens as what was sealed, in its context', () => {
    const key = systemRandom.bytes(32);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.oneof(fc.string(), fc.integer())),
        (plain, context) => {
          const opened = open(key, context, seal(key, systemRandom, context, plain));
          expect(opened).toEqual(Buffer.from(plain));
        },
      ),
    );
  });

  it('does not open with any bit of it changed', () => {
    const key = systemRandom.bytes(32);
    const frame = seal(key, systemRandom, ['a'], Buffer.from('secret'));
    for (let bit = 0; bit < frame.length * 8; bit += 1) {
      const changed = Uint8Array.from(frame, (byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect([bit, open(key, ['a'], changed)]).toEqual([bit, undefined]);
    }
  });

  it('does not open when cut short, in another context or with another key', () => {
    const key = systemRandom.bytes(32);
    const frame = seal(key, systemRandom, ['a', 1], Buffer.from('secret'));
    for (let length = 0; length < frame.length; length += 1) {
      expect(open(key, ['a', 1], frame.subarray(0, length))).toBeUndefined();
    }
    expect(open(key, ['a', 2], frame)).toBeUndefined();
    expect(open(key, ['a1'], frame)).toBeUndefined();
    expect(open(systemRandom.bytes(32), ['a', 1], frame)).toBeUndefined();
  });

  it('has other associated data for every other context', () => {
    const context = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 });
    fc.assert(
      fc.property(context, context, (one, other) => {
        const same = Buffer.compare(associatedData(one), associatedData(other)) === 0;
        expect(same).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
    expect(associatedData(['a', 'b'])).not.toEqual(associatedData(['a","b']));
    expect(associatedData(['1'])).not.toEqual(associatedData([1]));
  });
});

describe('deriveKeys', () => {
  it('is one block of HKDF-Expand per purpose', () => {
    const dataKey = systemRandom.bytes(32);
    const { check, secrets, bodies } = deriveKeys(dataKey);
    expect(bodies).toEqual(createHmac('sha256', dataKey).update('countersign vault bodies\x01').digest());
    expect(new Set([check, secrets, bodies].map((key) => Buffer.from(key).toString('hex'))).size).toBe(3);
  });
});
