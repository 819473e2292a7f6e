import { describe, expect, test } from 'vitest';
import { parseForm } from '../form-encoding.ts';
import { parseRequestUrl } from '../request-url.ts';
import { authorizationHeader, parseAuthorizationHeader } from './authorization-header.ts';
import { baseUri } from './base-uri.ts';
import { encodeParameter, parameterString, sortParameters } from './parameters.ts';
import { percentEncode } from './percent-encoding.ts';

test.each([
  ['AZaz09-._~', 'AZaz09-._~'],
  ["!*'()", '%21%2A%27%28%29'],
  [' +%&=/?#[]@:;,$"<>\\^`{|}', '%20%2B%25%26%3D%2F%3F%23%5B%5D%40%3A%3B%2C%24%22%3C%3E%5C%5E%60%7B%7C%7D'],
  ['é—🎓\r\n\0', '%C3%A9%E2%80%94%F0%9F%8E%93%0D%0A%00'],
])('percent-encodes %j', (text, expected) => {
  expect(percentEncode(text)).toBe(expected);
});

test.each([
  ['HTTP://EXAMPLE.com:80/r%20v/X?id=123', 'http://example.com/r%20v/X'],
  ['https://www.example.net:8080/?q=1', 'https://www.example.net:8080/'],
  ['https://example.com:443', 'https://example.com/'],
  ['http://example.com:443/', 'http://example.com:443/'],
  ['https://example.com:80/', 'https://example.com:80/'],
  ['https://example.com?a=b', 'https://example.com/'],
  ['https://example.com/a//b/', 'https://example.com/a//b/'],
  ['https://example.com/a%2fB%7e', 'https://example.com/a%2fB%7e'],
  ['https://bücher.example/größe', 'https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe'],
  ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
])('reduces %s to %s', (url, expected) => {
  expect(baseUri(parseRequestUrl(url, { requireUtf8: true }).parsed)).toBe(expected);
});

test.each([
  [
    'a=1&a=2&b=&c',
    [
      ['a', '1'],
      ['a', '2'],
      ['b', ''],
      ['c', ''],
    ],
  ],
  ['x=a+b%20c%2B', [['x', 'a b c+']]],
  [
    '&&=v&n==w=',
    [
      ['', 'v'],
      ['n', '=w='],
    ],
  ],
  ['?q=1', [['?q', '1']]],
  [
    'p=%253D&q=100%&r=%zz',
    [
      ['p', '%3D'],
      ['q', '100%'],
      ['r', '%zz'],
    ],
  ],
  ['%C3%A9=%F0%9F%8E%93', [['é', '🎓']]],
  [
    '__proto__=1&constructor=2',
    [
      ['__proto__', '1'],
      ['constructor', '2'],
    ],
  ],
])('decodes the form %j', (text, expected) => {
  expect(parseForm(text)).toEqual(expected);
});

test('sorts by encoded name, then by encoded value, in byte order', () => {
  const pairs: [string, string][] = [
    ['c2', ''],
    ['c@', ''],
    ['a', '2'],
    ['a', '10'],
    ['a', 'é'],
    ['a', 'z'],
    ['A', ''],
    ['a_', ''],
    ['a1', ''],
    ['ab', ''],
    ['a', ''],
  ];
  const sorted = sortParameters(pairs.map(([name, value]) => encodeParameter({ origin: 'body', name, value })));
  expect(parameterString(sorted)).toBe('A=&a=&a=%C3%A9&a=10&a=2&a=z&a1=&a_=&ab=&c%40=&c2=');
});

describe('Authorization header', () => {
  test('reads what it writes', () => {
    const pairs: [string, string][] = [
      ['oauth_nonce', 'a "quoted", = b'],
      ['oauth_signature', 'x+y/z='],
      ['oauth_token', ''],
    ];
    expect(parseAuthorizationHeader(authorizationHeader(pairs))).toEqual(pairs);
  });

  test('takes any case, spacing and a realm, and nothing from other schemes', () => {
    expect(parseAuthorizationHeader('oauth  realm="a, b",oauth_nonce = "n" ,\r\n oauth_version=1.0')).toEqual([
      ['realm', 'a, b'],
      ['oauth_nonce', 'n'],
      ['oauth_version', '1.0'],
    ]);
    expect(parseAuthorizationHeader('Bearer oauth_nonce="n"')).toEqual([]);
    expect(parseAuthorizationHeader('OAuth')).toEqual([]);
  });

  test('takes a long header in one pass, whatever it lacks', () => {
    const long = 'a'.repeat(2_000_000);
    expect(parseAuthorizationHeader(`OAuth ${long}`)).toEqual([]);
    expect(parseAuthorizationHeader(`OAuth ${long} b=c`)).toEqual([['b', 'c']]);
    expect(parseAuthorizationHeader(`OAuth ${'a="'.repeat(500_000)}`).length).toBeGreaterThan(0);
  });
});
