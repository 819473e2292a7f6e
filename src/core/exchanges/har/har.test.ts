import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { hop, launch } from '../../diagnosis/timeline/test-support.ts';
import { harFile } from './index.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/har-1.2.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));

/** The entries of the archive, which has to fit the schema. */
function archived(exchange: Exchange) {
  const parsed: unknown = JSON.parse(harFile(exchange, '1.0.0').har);
  validate(parsed);
  expect(validate.errors ?? []).toEqual([]);
  return z.object({ log: z.looseObject({ entries: z.array(z.looseObject({})) }) }).parse(parsed).log;
}

const timing = { dns: 1, connect: 2, tls: 3, send: 4, wait: 5, receive: 6, total: 21 };

test('a launch with a redirect, cookies and phases', () => {
  const line = 'sid=••••••; Path=/; Secure; SameSite=None; Expires=Wed, 21 Oct 2099 07:28:00 GMT';
  const first = hop(0, {
    url: 'https://tool.example/launch?a=1&b=%20x#part',
    status: 302,
    location: 'https://tool.example/1',
    timing,
    protocol: 'h2',
    remoteAddress: '[::1]:443',
    cookies: [{ name: 'sid', line, stored: false, blocked: ['SecureOnly'] }],
  });
  const second = hop(1, {
    requestHeaders: [['Cookie', 'sid=••••••; b=a=c']],
    body: { size: 9, contentType: 'text/html', charset: null, kind: 'text', text: '<h1>', truncated: true },
  });
  const { entries } = archived(launch([first, second]));
  expect(entries[0]).toMatchObject({
    time: 21,
    timings: { blocked: -1, dns: 1, connect: 5, ssl: 3, send: 4, wait: 5, receive: 6 },
    serverIPAddress: '::1',
    connection: '443',
    request: {
      httpVersion: 'http/2.0',
      url: 'https://tool.example/launch?a=1&b=%20x',
      queryString: [
        { name: 'a', value: '1' },
        { name: 'b', value: ' x' },
      ],
      postData: { params: [{ name: 'lti_message_type', value: 'basic-lti-launch-request' }] },
    },
    response: {
      redirectURL: 'https://tool.example/1',
      cookies: [
        {
          name: 'sid',
          path: '/',
          secure: true,
          httpOnly: false,
          expires: '2099-10-21T07:28:00.000Z',
          _sameSite: 'None',
          _stored: false,
        },
      ],
    },
    _countersign: { cause: { kind: 'first' } },
  });
  expect(entries[1]).toMatchObject({
    request: { cookies: [{ name: 'sid' }, { name: 'b', value: 'a=c' }], bodySize: 0 },
    response: { content: { size: 9, text: '<h1>' } },
  });
  expect(entries[1]?.request).not.toHaveProperty('postData');
});

test('a hop that never arrived, without phases or address', () => {
  const failure = { error: 'net::ERR_NAME_NOT_RESOLVED', reason: 'The host name was not found.' };
  const { entries } = archived(launch([hop(0, { status: null, statusText: '', timing: null, failure })]));
  expect(entries[0]).toMatchObject({ time: 0, response: { status: 0 }, timings: { dns: -1, connect: -1, ssl: -1 } });
  expect(entries[0]).not.toHaveProperty('serverIPAddress');
});

test('a redirect with 307 carries the form again', () => {
  const { entries } = archived(
    launch([hop(0, { status: 307, location: 'https://tool.example/1' }), hop(1, { method: 'POST' })]),
  );
  expect(entries[1]?.request).toHaveProperty('postData');
});

test('a request with a body of its own', () => {
  const request = {
    method: 'POST',
    url: 'https://api.example/',
    headers: [['Content-Type', 'application/json'] satisfies [string, string]],
    fields: [],
    body: '{}',
  };
  const { entries } = archived({ ...launch([hop(0)]), request });
  expect(entries[0]?.request).toMatchObject({ postData: { mimeType: 'application/json', text: '{}' } });
});

test('the file name is safe everywhere', () => {
  const { fileName } = harFile({ ...launch([]), operationId: '../GET /a?b', id: 'x:1' }, '1.0.0');
  expect(fileName).toMatch(/^[A-Za-z0-9-]+-x-1\.har$/);
});
