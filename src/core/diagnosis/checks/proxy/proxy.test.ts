import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign } from '../../../signing/index.ts';
import { diagnosePaste } from '../../diagnose-paste.ts';
import { addressOf, readEcho } from './echo.ts';
import { checkEcho } from './index.ts';

function findings(asked: string, echo: unknown) {
  const address = addressOf(asked);
  const read = readEcho(JSON.stringify(echo));
  if (address === null || read === null) throw new Error('not an echo');
  return checkEcho(address, read).map(({ severity, owner, title }) => {
    const part = /another (\w+)/.exec(title)?.[1] ?? '';
    return `${severity} ${part} ${owner}`;
  });
}

describe('an echo', () => {
  test.each<[string, string, unknown, string[]]>([
    ['that sees what was asked for', 'https://tool.example/e', { scheme: 'https', host: 'tool.example' }, []],
    ['with the port written out', 'https://tool.example/e', { scheme: 'https', host: 'Tool.example', port: 443 }, []],
    [
      'behind a proxy that ends TLS and says nothing of it',
      'https://tool.example/e',
      { scheme: 'http', host: 'tool.example', port: 80 },
      ['error scheme network'],
    ],
    [
      'behind a proxy that says so',
      'https://tool.example/e',
      { scheme: 'http', host: 'tool.example', headers: { 'X-Forwarded-Proto': 'https, http' } },
      ['warning scheme tool-vendor'],
    ],
    [
      'behind a proxy that says something wrong',
      'https://tool.example/e',
      { scheme: 'http', host: 'tool.example', headers: { 'x-forwarded-proto': 'http' } },
      ['error scheme network'],
    ],
    [
      'with an internal name',
      'https://tool.example/e',
      { url: 'https://tool.internal:8080/e', headers: { Forwarded: 'for=1.2.3.4;host=tool.example;proto=https' } },
      ['warning host tool-vendor', 'error port network'],
    ],
    [
      'httpbin',
      'http://tool.example:8000/anything',
      { url: 'http://tool.example/anything', headers: {} },
      ['error port network'],
    ],
  ])('%s', (_name, asked, echo, expected) => {
    expect(findings(asked, echo)).toEqual(expected);
  });

  test.each(['', 'null', '[]', '<html>', '{"scheme":"ftp","host":"a"}', '{"url":"nothing"}', '{"scheme":"http"}'])(
    'is not %s',
    (text) => {
      expect(readEcho(text)).toBeNull();
    },
  );

  test('is read whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.record({ scheme: fc.string(), host: fc.string(), port: fc.anything() })),
        (any) => {
          const echo = readEcho(typeof any === 'string' ? any : JSON.stringify(any));
          if (echo === null) return;
          expect(echo.seen.port).toBeGreaterThan(0);
          checkEcho({ scheme: 'https', host: 'tool.example', port: 443 }, echo);
        },
      ),
    );
  });
});

test('a signature that fits https where http was received says that a proxy stands between', async () => {
  const secret = 'secret';
  const clock = { now: () => 1_800_000_000_000 };
  const random = { bytes: (length: number) => new Uint8Array(length) };
  const { request } = sign(
    {
      scheme: 'oauth1',
      signatureMethod: 'HMAC-SHA1',
      method: 'POST',
      url: 'https://tool.example/launch',
      params: [['lti_message_type', 'basic-lti-launch-request']],
      credential: { key: 'key-1', secret },
    },
    { clock, random, nonces: { next: () => 1 } },
  );
  const { checks } = await diagnosePaste(
    {
      text: new URLSearchParams(request.fields).toString(),
      url: 'http://tool.example/launch',
      credential: { scheme: 'oauth1', key: 'key-1', secret },
    },
    { clock },
  );
  expect(checks.filter(({ id }) => id === 'NET-10')).toMatchObject([
    { severity: 'error', owner: 'network', seen: expect.stringContaining('signed for scheme https') },
  ]);
});
