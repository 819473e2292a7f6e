import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMemoryNonceLedger, createNonceSource, NONCE_WINDOW_MS } from './nonce-source.ts';

test('the ledger refuses a nonce for 24 hours and forgets it then', () => {
  const ledger = createMemoryNonceLedger();
  expect(ledger.remember(1, 0)).toBe(true);
  expect(ledger.remember(1, NONCE_WINDOW_MS - 1)).toBe(false);
  expect(ledger.remember(2, NONCE_WINDOW_MS - 1)).toBe(true);
  expect(ledger.remember(1, NONCE_WINDOW_MS)).toBe(true);
  expect(ledger.remember(2, NONCE_WINDOW_MS)).toBe(false);
});

test('the source skips what was used, also before a restart', () => {
  const draws = [1, 1, 2, 1, 2, 3];
  const random = { bytes: () => Uint8Array.of(0, 0, 0, 0, 0, 0, draws.shift() ?? 9) };
  const ledger = createMemoryNonceLedger();
  expect(createNonceSource(random, ledger).next(0)).toBe(1);
  expect(createNonceSource(random, ledger).next(1)).toBe(2);
  expect(createNonceSource(random, ledger).next(2)).toBe(3);
});

test('nonces are positive integers every JSON reader keeps exact', () => {
  const extremes = [new Uint8Array(7), new Uint8Array(7).fill(255)];
  const low = createNonceSource({ bytes: () => extremes[0] ?? new Uint8Array() }, createMemoryNonceLedger());
  const high = createNonceSource({ bytes: () => extremes[1] ?? new Uint8Array() }, createMemoryNonceLedger());
  expect([low.next(0), high.next(0)]).toEqual([1, Number.MAX_SAFE_INTEGER]);
  const source = createNonceSource({ bytes: (length) => randomBytes(length) }, createMemoryNonceLedger());
  const drawn = Array.from({ length: 500 }, () => source.next(0));
  expect(new Set(drawn).size).toBe(500);
});

test('a source of randomness that repeats itself is an error, not an endless loop', () => {
  const source = createNonceSource({ bytes: () => new Uint8Array(7) }, createMemoryNonceLedger());
  source.next(0);
  expect(() => source.next(0)).toThrow(/repeats itself/);
});
