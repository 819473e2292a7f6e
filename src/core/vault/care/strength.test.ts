import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { rsaStrength, textStrength } from './strength.ts';

it.each([
  ['', 0, true],
  ['1234', 13, true],
  ['0123456789abcdef', 64, true],
  ['0123456789ABCDEF', 64, true],
  ['qwertyuiop', 47, true],
  ['vB3kT9xQ2mZ7rL5wYc8nPd', 130, false],
  ['a-B_3'.repeat(9), 30, true],
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 4, true],
  ['Abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE', 258, false],
  ['pass word!', 65, true],
])('%j is worth %i bits at most', (text, bits, isWeak) => {
  expect(textStrength('secret', text)).toEqual({ part: 'secret', kind: 'text', characters: text.length, bits, isWeak });
});

it.each([
  [1024, true],
  [2048, false],
])('an RSA key of %i bits', (modulusLength, isWeak) => {
  const jwk = JSON.stringify(generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' }));
  expect(rsaStrength('privateKey', jwk)).toMatchObject([{ kind: 'rsa', bits: modulusLength, isWeak }]);
  expect(rsaStrength('privateKey', '{}')).toEqual([]);
});
