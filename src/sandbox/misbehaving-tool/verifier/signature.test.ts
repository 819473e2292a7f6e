import { hmacsign } from 'oauth-sign';
import { expect, it } from 'vitest';
import { readLaunch } from './reading.ts';
import { signatureOf } from './signature.ts';

/** Whatever goes wrong on purpose starts from a reading that another implementation agrees with. */
it.each([
  ['plain', '', [['user_id', 'u1']], 'secret'],
  ['a secret with reserved characters', '', [['user_id', 'u1']], 'a%=&+ é'],
  ['a query', 'course=12&course=3', [['b', '2']], 'secret'],
  ['a query item without a value', 'preview', [['b', '2']], 'secret'],
  ['nested percent-encoding', 'next=https%3A%2F%2Fx.example%2F%3Fq%3D100%2525', [['b', '2']], 'secret'],
  ['letters beyond ASCII, line breaks and reserved characters', '', [['t', "Zoë\r\n!*'()~ +½😀"]], 'secret'],
  [
    'names that sort differently when joined or not yet encoded',
    '',
    [
      ['a', '1'],
      ['a1', '2'],
      ['a[x]', '3'],
      ['aB', '4'],
    ],
    's',
  ],
  [
    'a repeated name',
    '',
    [
      ['a', '2'],
      ['a', '10'],
    ],
    'secret',
  ],
] as const)('signs %s as oauth-sign does', (_, search, fields, secret) => {
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.append(name, value);
  const body = Buffer.from(form.toString());
  const reading = readLaunch(
    {
      method: 'POST',
      scheme: 'http',
      host: '127.0.0.1:4000',
      path: '/launch/x',
      search,
      query: new URLSearchParams(search),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      now: 0,
    },
    { consumerKey: 'key', secret },
  );
  const parameters: Record<string, string[]> = {};
  for (const [name, value] of [...new URLSearchParams(search), ...form]) {
    parameters[name] = [...(parameters[name] ?? []), value];
  }
  expect(signatureOf(reading)).toBe(hmacsign('POST', 'http://127.0.0.1:4000/launch/x', parameters, secret));
});
