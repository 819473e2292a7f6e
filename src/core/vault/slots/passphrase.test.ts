import { describe, expect, it } from 'vitest';
import { problemOf } from '../../storage/test-support.ts';
import { cheapCost } from '../test-support.ts';
import { defaultPassphraseCost, keyFromPassphrase, requireStrongPassphrase } from './passphrase.ts';

const text = (value: string) => Uint8Array.from(Buffer.from(value));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('keyFromPassphrase', () => {
  /** From the test program of the reference implementation (P-H-C/phc-winner-argon2, src/test.c, Argon2id v1.3). */
  it.each([
    [65_536, 2, '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7'],
    [256, 2, '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe'],
  ])('is Argon2id as published: %i KiB, %i passes', async (memoryKib, passes, expected) => {
    const key = await keyFromPassphrase('password', text('somesalt'), { memoryKib, passes, lanes: 1 });
    expect(hex(key)).toBe(expected);
  });

  it('does not care how a keyboard composes its characters', async () => {
    const salt = text('0123456789abcdef');
    const composed = await keyFromPassphrase('r\u00e9sum\u00e9 \ufb01ne', salt, cheapCost);
    const decomposed = await keyFromPassphrase('re\u0301sume\u0301 fine', salt, cheapCost);
    expect(hex(composed)).toBe(hex(decomposed));
    expect(hex(composed)).not.toBe(hex(await keyFromPassphrase('resume fine', salt, cheapCost)));
  });

  it('does not hold up the event loop', async () => {
    let turns = 0;
    let finished = false;
    const count = (): void => {
      turns += 1;
      if (!finished) setImmediate(count);
    };
    setImmediate(count);
    await keyFromPassphrase('correct horse battery', text('0123456789abcdef'), defaultPassphraseCost);
    finished = true;
    expect(turns).toBeGreaterThan(10);
  });

  it('costs an attacker 64 MiB a guess unless asked otherwise', () => {
    expect(defaultPassphraseCost.memoryKib).toBeGreaterThanOrEqual(65_536);
    expect(defaultPassphraseCost.passes).toBeGreaterThanOrEqual(3);
  });
});

describe('requireStrongPassphrase', () => {
  it('asks for twelve characters as a person counts them', async () => {
    expect(() => requireStrongPassphrase('123456789012')).not.toThrow();
    expect(await problemOf(() => requireStrongPassphrase('12345678901'))).toMatchObject({
      code: 'vault.weak-passphrase',
      params: { minimum: 12 },
    });
    await expect(problemOf(() => requireStrongPassphrase('🐎🐎🐎🐎🐎🐎'))).resolves.toMatchObject({
      code: 'vault.weak-passphrase',
    });
  });
});
