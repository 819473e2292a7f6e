import { expect, it } from 'vitest';
import { maskKnownSecretHeaders, maskSetCookie } from './headers.ts';
import { mask } from './mask.ts';

it.each([
  ['Authorization', 'Bearer abc.def', `Bearer ${mask}`],
  ['authorization', 'Basic dXNlcjpzZWNyZXQ=', `Basic ${mask}`],
  ['Authorization', 'Token token=abc', `Token token=${mask}`],
  ['Authorization', 'Token token="abc", nonce="n"', `Token token="${mask}", nonce="n"`],
  ['Authorization', 'Token abc', `Token ${mask}`],
  ['Authorization', 'abc', mask],
  [
    'Authorization',
    'OAuth oauth_signature="sig%3D", oauth_nonce="n"',
    'OAuth oauth_signature="sig%3D", oauth_nonce="n"',
  ],
  [
    'Authorization',
    'OAuth oauth_signature_method="PLAINTEXT", oauth_signature="secret%26"',
    `OAuth oauth_signature_method="PLAINTEXT", oauth_signature="${mask}"`,
  ],
  ['X-Api-Key', 'abc', mask],
  ['Cookie', 'a=1; b=2', `a=${mask}; b=${mask}`],
  ['Content-Type', 'text/html', 'text/html'],
])('%s: %s', (name, value, expected) => {
  expect(maskKnownSecretHeaders([[name, value]])).toEqual([[name, expected]]);
});

it('leaves the line that deletes a cookie as it is', () => {
  const line = 'sid=; Max-Age=0; Path=/';
  expect(maskSetCookie(line)).toBe(line);
});
