import { expect, test } from 'vitest';
import { findCanaries, makeCanary } from './canaries.ts';

const planted = makeCanary('planted');
const canaries = [planted, makeCanary('other')];

test('a canary is found however it is written', () => {
  const { secret } = planted;
  const written = [
    secret,
    JSON.stringify({ secret }),
    `?q=${encodeURIComponent(secret)}`,
    new URLSearchParams({ secret }).toString(),
    Buffer.from(`token:${secret}.`).toString('base64'),
    Buffer.from(`a${secret}`).toString('base64url'),
    Buffer.from(secret).toString('hex'),
    Buffer.from(`x${secret}x`, 'utf16le'),
  ];
  for (const one of written) expect(findCanaries(one, canaries), String(one)).toEqual([planted.name]);
  expect(findCanaries('nothing of the kind', canaries)).toEqual([]);
});
