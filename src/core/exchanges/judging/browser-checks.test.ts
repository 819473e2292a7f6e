import { expect, test } from 'vitest';
import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Verdict } from '../../../protocol/models/exchanges/verdict.ts';
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

test('a launch whose pages go round makes the verdict deviate, whatever each of them answers', () => {
  const rounds = (count: number) =>
    Array.from(
      { length: count },
      (_, index): Hop => ({
        ...hop,
        index,
        url: `https://tool.example/login?n=${index}`,
        cause: index === 0 ? { kind: 'first', from: null } : { kind: 'script', from: index - 1 },
      }),
    );
  expect(withBrowserChecks(conforms, rounds(4), 'window').verdict).toBe('conforms');
  const verdict = withBrowserChecks(conforms, rounds(6), 'window');
  expect(verdict.verdict).toBe('deviates');
  expect(verdict.summary).toContain('But the launch has no end: hop 2 came 5 times by itself.');
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

const redirect: Hop = { ...hop, status: 302, statusText: 'Found', location: 'https://tool.example/book' };
const ended = (status: number, statusText: string): Hop => ({
  ...hop,
  index: 1,
  method: 'GET',
  cause: { kind: 'redirect', from: 0 },
  status,
  statusText,
});
const redirected: Verdict = { verdict: 'conforms', summary: '302, as documented.', checks: [] };

test('a documented redirect that ends on an error is no success, whatever its first answer was', () => {
  const verdict = withBrowserChecks(redirected, [redirect, ended(405, 'Method Not Allowed')], 'window');
  expect(verdict.verdict).toBe('deviates');
  expect(verdict.summary).toBe('302, as documented. But the launch ended on hop 2: 405 Method Not Allowed.');
  expect(verdict.checks).toEqual([
    expect.objectContaining({ id: 'launch.end', level: 'error', actual: 'hop 2: 405 Method Not Allowed' }),
  ]);
});

test('a redirect that ends on a page conforms, and says that it was looked at', () => {
  const { verdict, summary, checks } = withBrowserChecks(redirected, [redirect, ended(200, 'OK')], 'window');
  expect({ verdict, summary }).toEqual({ verdict: 'conforms', summary: '302, as documented.' });
  expect(checks).toEqual([expect.objectContaining({ id: 'launch.end', level: 'pass' })]);
});

test('a redirect on its way is not judged by an end it has not come to', () => {
  expect(withBrowserChecks(redirected, [redirect], 'window')).toEqual(redirected);
  expect(withBrowserChecks(redirected, [redirect, { ...ended(303, 'See Other'), location: '/x' }], 'window')).toEqual(
    redirected,
  );
});

test('what a person does on the last page, and frames within it, are no end of the launch', () => {
  const frame: Hop = { ...ended(500, 'Internal Server Error'), index: 2, parent: 1, cause: { kind: 'frame', from: 1 } };
  const clicked: Hop = { ...ended(404, 'Not Found'), index: 3, cause: { kind: 'link', from: 1 } };
  const redirectOfClick: Hop = { ...ended(404, 'Not Found'), index: 4, cause: { kind: 'redirect', from: 3 } };
  const hops = [redirect, ended(200, 'OK'), frame, clicked, redirectOfClick];
  expect(withBrowserChecks(redirected, hops, 'iframe').verdict).toBe('conforms');
});

test('an undocumented answer stays undocumented and says where the launch ended', () => {
  const undocumented: Verdict = { verdict: 'undocumented', summary: '307 is not documented.', checks: [] };
  const verdict = withBrowserChecks(undocumented, [redirect, ended(500, 'Oops')], 'window');
  expect(verdict.verdict).toBe('undocumented');
  expect(verdict.summary).toContain('ended on hop 2: 500 Oops');
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
  expect(withBrowserChecks(conforms, [hop, page], 'window').checks.map(({ id }) => id)).not.toContain('launch.scripts');
});
