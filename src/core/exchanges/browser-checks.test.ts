import { expect, test } from 'vitest';
import type { Hop } from '../../protocol/models/exchange.ts';
import type { Verdict } from '../../protocol/models/verdict.ts';
import { withBrowserChecks } from './browser-checks.ts';

const hop: Hop = {
  index: 0,
  frame: 'iframe',
  method: 'POST',
  url: 'https://tool.example/launch',
  requestHeaders: [],
  sentCookies: [],
  startedAt: 0,
  status: 200,
  statusText: 'OK',
  responseHeaders: [],
  location: null,
  cookies: [],
  timing: null,
  tls: null,
  cause: { kind: 'unknown', from: null },
  parent: null,
  withheldCookies: [],
  protocol: null,
  remoteAddress: null,
  failure: null,
  body: null,
};
const conforms: Verdict = { verdict: 'conforms', summary: '200, as documented.', checks: [] };

test('a page that refused to be framed makes the verdict deviate and says why', () => {
  const refused: Hop = {
    ...hop,
    index: 1,
    failure: { error: 'net::ERR_BLOCKED_BY_RESPONSE', reason: 'The page refuses to be framed: X-Frame-Options: DENY' },
  };
  const verdict = withBrowserChecks(conforms, [hop, refused], 'iframe');
  expect(verdict.verdict).toBe('deviates');
  expect(verdict.summary).toContain('refuses to be framed');
  expect(verdict.checks).toContainEqual(expect.objectContaining({ id: 'launch.shown', level: 'error' }));
});

const refusedCookie: Hop['cookies'][number] = {
  name: 'sid',
  line: 'sid=••••••',
  stored: false,
  blocked: ['SameSiteUnspecifiedTreatedAsLax'],
};

test('the summary counts the blocked cookies of all hops and no stored ones', () => {
  const stored = { ...refusedCookie, stored: true, blocked: [] };
  const one = { ...hop, cookies: [refusedCookie, stored] };
  expect(withBrowserChecks(conforms, [one], 'iframe').summary).toBe(
    '200, as documented. The browser blocked 1 cookie.',
  );
  const two = { ...hop, index: 1, cookies: [refusedCookie] };
  expect(withBrowserChecks(conforms, [one, two], 'iframe').summary).toBe(
    '200, as documented. The browser blocked 2 cookies.',
  );
});

test('a blocked cookie is a warning with the reason and leaves the verdict alone', () => {
  const withCookie: Hop = { ...hop, cookies: [refusedCookie] };
  const verdict = withBrowserChecks(conforms, [withCookie], 'iframe');
  expect(verdict.verdict).toBe('conforms');
  expect(verdict.checks).toEqual([
    expect.objectContaining({
      id: 'launch.cookie',
      level: 'warning',
      actual: expect.stringContaining('SameSiteUnspecifiedTreatedAsLax'),
    }),
  ]);
});

test('a launch without trouble is judged by its contract alone', () => {
  expect(withBrowserChecks(conforms, [hop], 'window')).toEqual(conforms);
});

test('a launch that was only read says that scripts did not run', () => {
  const page: Hop = {
    ...hop,
    index: 1,
    body: {
      size: 30,
      contentType: 'text/html',
      charset: 'utf-8',
      kind: 'text',
      text: '<SCRIPT>go()</SCRIPT>',
      truncated: false,
    },
  };
  const { verdict, checks } = withBrowserChecks(conforms, [hop, page], 'window', 'client');
  expect(verdict).toBe('conforms');
  expect(checks).toContainEqual(
    expect.objectContaining({ id: 'launch.scripts', level: 'info', actual: expect.stringContaining('hop 2') }),
  );
  expect(withBrowserChecks(conforms, [hop, page], 'window').checks).toEqual([]);
});
