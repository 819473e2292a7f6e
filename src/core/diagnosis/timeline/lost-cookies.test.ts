import { expect, test } from 'vitest';
import { timelineOf } from './index.ts';
import { hop, launch } from './test-support.ts';

type Given = { line: string; to?: string; sent?: readonly string[]; after?: number; status?: number };

/** What is said of a cookie that the first hop sets and the second, refused one may lack. */
function said({ line, to = 'https://tool.example/app', sent = [], after = 100, status = 401 }: Given): string[] {
  const name = line.split('=', 1)[0] ?? '';
  const first = hop(0, {
    status: 302,
    location: to,
    url: 'https://tool.example/login',
    cookies: [{ name, line, stored: true, blocked: [] }],
  });
  const second = hop(1, { url: to, status, sentCookies: [...sent], startedAt: first.startedAt + after });
  const { findings } = timelineOf(launch([first, second], { launchMode: 'window' }));
  return findings.flatMap(({ id, severity, seen, hop: at }) =>
    id === 'NET-03' && severity === 'error' ? [`${at} ${seen.replace(/^.*: /, '')}`] : [],
  );
}

test.each([
  ['another host', { line: 'state=1; Path=/', to: 'https://www.tool.example/app' }, '1 it belongs to tool.example'],
  ['a Domain elsewhere', { line: 'state=1; Domain=login.tool.example' }, '1 it belongs to login.tool.example'],
  ['another path', { line: 'state=1; Path=/login' }, '1 its Path is /login.'],
  ['its end', { line: 'state=1; Path=/; Max-Age=60', after: 90_000 }, '1 it was good for 60 s'],
  [
    'its end, sent before',
    { line: 'state=1; Path=/; Max-Age=60', after: 90_000, sent: ['other'] },
    '1 it was good for',
  ],
] as const)('a cookie that did not come back for %s', (_why, given: Given, beginning) => {
  const [only, ...more] = said(given);
  expect(more).toEqual([]);
  expect(only?.startsWith(beginning)).toBe(true);
});

test.each([
  ['it came back', { line: 'state=1; Path=/', sent: ['state'] }],
  ['the launch went well', { line: 'state=1; Path=/login', status: 200 }],
  ['its Domain covers the host', { line: 'state=1; Domain=.tool.example', to: 'https://www.tool.example/app' }],
  ['its Path covers the page', { line: 'state=1; Path=/app', to: 'https://tool.example/app/start' }],
  ['it is a load balancer’s', { line: 'AWSALB=1; Path=/login' }],
  ['nothing explains it', { line: 'state=1; Path=/' }],
] as const)('a cookie is not blamed when %s', (_why, given: Given) => {
  expect(said(given)).toEqual([]);
});
