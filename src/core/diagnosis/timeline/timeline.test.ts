import { describe, expect, test } from 'vitest';
import { exchangeSchema, type Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Observation } from '../../../protocol/models/exchanges/observation.ts';
import { type Timeline, timelineSchema } from '../../../protocol/models/exchanges/timeline.ts';
import { compareTimelines, timelineOf } from './index.ts';
import { hop, launch, oldRecord } from './test-support.ts';

const ids = (timeline: Timeline, severity: 'error' | 'warning' | 'info') =>
  timeline.findings.filter((each) => each.severity === severity).map(({ id, hop: at }) => `${id} ${at}`);
const wrong = (timeline: Timeline) => [...ids(timeline, 'error'), ...ids(timeline, 'warning')];
const redirect = (to: string, status = 302): Partial<Hop> => ({
  status,
  location: to,
  responseHeaders: [['Location', to]],
});
const see = (hops: readonly Hop[]) => timelineOf(launch(hops));

test('an exchange stored before hops had causes still opens, and has a timeline', () => {
  const timeline = timelineOf(exchangeSchema.parse(oldRecord()));
  expect(timelineSchema.parse(timeline)).toEqual(timeline);
  expect(timeline.hops[1]).toMatchObject({
    cause: { kind: 'redirect', from: 0 },
    redirectStatus: 302,
    becameGet: true,
  });
  expect(timeline.framingOrigin).toBe('https://lms.example');
  expect(wrong(timeline)).toEqual([]);
  expect(timeline.firstWrongHop).toBeNull();
});

describe('NET-01', () => {
  test('a login that succeeds answers with a redirect: nothing is wrong', () => {
    expect(wrong(see([hop(0, redirect('https://tool.example/1')), hop(1)]))).toEqual([]);
  });

  test.each([
    ['https://tool.example/launch/', 'with a slash at its end'],
    ['https://www.tool.example/launch', 'with www.'],
    ['http://tool.example/launch', 'with http://'],
  ])('the same address respelt as %s lost the form', (to, how) => {
    const timeline = see([hop(0, { url: 'https://tool.example/launch', ...redirect(to, 301) }), hop(1, { url: to })]);
    expect(timeline.firstWrongHop).toBe(0);
    expect(timeline.findings[0]).toMatchObject({ id: 'NET-01', severity: 'error', owner: 'platform-admin' });
    expect(timeline.findings[0]?.seen).toContain(how);
  });

  test('a tool that respells its address after it has read the form and made a session is left alone', () => {
    const cookies = [{ name: 'sid', line: 'sid=1; SameSite=None; Secure; Partitioned', stored: true, blocked: [] }];
    const first = { url: 'https://tool.example/launch', ...redirect('https://tool.example/launch/'), cookies };
    expect(wrong(see([hop(0, first), hop(1, { url: 'https://tool.example/launch/', sentCookies: ['sid'] })]))).toEqual(
      [],
    );
    const balanced = { ...first, cookies: [{ name: 'AWSALB', line: 'AWSALB=1', stored: true, blocked: [] }] };
    expect(see([hop(0, balanced), hop(1, { url: 'https://tool.example/launch/' })]).firstWrongHop).toBe(0);
  });

  test('a redirect to an address that misses the form', () => {
    const timeline = see([hop(0, redirect('https://tool.example/1')), hop(1, { status: 405 })]);
    expect(ids(timeline, 'error')).toEqual(['NET-01 0', 'NET-01 1']);
    expect(timeline.firstWrongHop).toBe(0);
    expect(timeline.hops[1]?.becameGet).toBe(true);
  });

  test('307 keeps the form', () => {
    const timeline = see([hop(0, redirect('https://tool.example/1', 307)), hop(1, { method: 'POST' })]);
    expect(wrong(timeline)).toEqual([]);
    expect(ids(timeline, 'info')).toContain('NET-01 0');
  });

  test('circles and long ways', () => {
    const circle = Array.from({ length: 6 }, (_, at) =>
      hop(at, {
        method: 'GET',
        url: `https://tool.example/${at % 2}`,
        ...redirect(`https://tool.example/${(at + 1) % 2}`),
      }),
    );
    expect(see(circle).findings.some(({ title }) => title.includes('circle'))).toBe(true);
    const long = Array.from({ length: 8 }, (_, at) =>
      hop(at, { method: 'GET', ...(at < 7 ? redirect(`https://tool.example/${at + 1}`) : {}) }),
    );
    expect(ids(see(long), 'warning')).toEqual(['NET-01 6']);
  });

  test('a refused launch is wrong where it was refused', () => {
    expect(see([hop(0, { status: 403 })]).firstWrongHop).toBe(0);
  });
});

describe('NET-02', () => {
  test('http in the frame of an https LMS is mixed content; this machine’s own addresses are not', () => {
    expect(ids(see([hop(0, { url: 'http://tool.example/' })]), 'error')).toEqual(['NET-02 0']);
    expect(wrong(see([hop(0, { url: 'http://tool.localhost:7002/' })]))).toEqual([]);
    expect(
      wrong(timelineOf(launch([hop(0, { url: 'http://tool.example/', frame: 'top' })], { launchMode: 'window' }))),
    ).toEqual([]);
  });

  test('certificates that are refused, outdated or about to end', () => {
    const failure = { error: 'net::ERR_CERT_DATE_INVALID', reason: 'The certificate has expired or is not valid yet.' };
    expect(ids(see([hop(0, { status: null, failure })]), 'error')).toEqual(['NET-02 0']);
    const tls = {
      protocol: 'TLS 1.3',
      cipher: null,
      subject: null,
      issuer: null,
      validFrom: null,
      validTo: new Date(1_800_000_000_000 + 3 * 86_400_000).toISOString(),
    };
    expect(ids(see([hop(0, { tls })]), 'warning')).toEqual(['NET-02 0']);
    expect(ids(see([hop(0, { tls: { ...tls, protocol: 'TLS 1.0', validTo: null } })]), 'warning')).toEqual([
      'NET-02 0',
    ]);
  });
});

describe('NET-03', () => {
  const lax = {
    name: 'state',
    line: 'state=1; Path=/; HttpOnly; Max-Age=60',
    stored: false,
    blocked: ['SameSiteUnspecifiedTreatedAsLax'],
  };

  test('a state cookie that does not come back is the first thing that went wrong', () => {
    const timeline = see([hop(0, { ...redirect('https://tool.example/1'), cookies: [lax] }), hop(1, { status: 401 })]);
    expect(timeline.firstWrongHop).toBe(0);
    expect(timeline.cookies[0]).toMatchObject({
      outcome: 'blocked',
      missingOn: [1],
      attributes: { sameSite: null, httpOnly: true, path: '/', maxAge: 60, secure: false },
    });
    expect(timeline.cookies[0]?.why).toContain('names no SameSite');
  });

  test('a tool that works without its cookie has a warning, one that sets it right has none', () => {
    expect(ids(see([hop(0, { cookies: [lax] })]), 'error')).toEqual([]);
    expect(ids(see([hop(0, { cookies: [lax] })]), 'warning')).toEqual(['NET-03 0']);
    const right = { name: 'state', line: 'state=1; SameSite=None; Secure', stored: true, blocked: [] };
    expect(wrong(see([hop(0, { cookies: [right] })]))).toEqual([]);
  });

  test('a cookie that is deleted is not one that is lost', () => {
    const gone = { name: 'state', line: 'state=; Max-Age=0', stored: false, blocked: [] };
    const timeline = see([hop(0, { cookies: [gone] }), hop(1)]);
    expect(timeline.cookies[0]?.outcome).toBe('deleted');
    expect(wrong(timeline)).toEqual([]);
  });

  test('a cookie the browser held back', () => {
    const stored = { name: 'sid', line: 'sid=1; SameSite=Strict', stored: true, blocked: [] };
    const held = [{ name: 'sid', blocked: ['SameSiteStrict'] }];
    const timeline = see([hop(0, { cookies: [stored] }), hop(1, { withheldCookies: held, status: 500 })]);
    expect(ids(timeline, 'error')).toContain('NET-03 1');
  });
});

describe('NET-04', () => {
  const options = (value: string): Partial<Hop> => ({ responseHeaders: [['X-Frame-Options', value]] });
  const policy = (value: string): Partial<Hop> => ({
    responseHeaders: [['Content-Security-Policy', `default-src *; frame-ancestors ${value}`]],
  });

  test.each([
    [options('DENY'), 'refused'],
    [options('SAMEORIGIN'), 'refused'],
    [options('ALLOW-FROM https://lms.example'), 'unrestricted'],
    [options('SAMEORIGIN, ALLOWALL'), 'refused'],
    [policy("'none'"), 'refused'],
    [policy("'self'"), 'refused'],
    [policy('https://lms.example'), 'allowed'],
    [policy('https://*.example'), 'allowed'],
    [policy('lms.example'), 'allowed'],
    [policy('http://lms.example'), 'allowed'],
    [policy('https:'), 'allowed'],
    [policy('*'), 'allowed'],
    [policy('https://lms.example:8443'), 'refused'],
    [policy('https://*.lms.example'), 'refused'],
    [policy('https://other.example'), 'refused'],
    [{}, 'unrestricted'],
  ] as const)('%j is %s', (part, verdict) => {
    expect(see([hop(0, part)]).hops[0]?.framing.verdict).toBe(verdict);
  });

  test('frame-ancestors wins over X-Frame-Options', () => {
    const both = {
      responseHeaders: [
        ...(options('DENY').responseHeaders ?? []),
        ...(policy('https://lms.example').responseHeaders ?? []),
      ],
    };
    const timeline = see([hop(0, both)]);
    expect(timeline.hops[0]?.framing).toMatchObject({ verdict: 'allowed', decidedBy: 'frame-ancestors' });
    expect(wrong(timeline)).toEqual([]);
  });

  test('at the top the headers do nothing, in a frame of the chosen LMS they would', () => {
    const inWindow = launch([hop(0, { frame: 'top', ...options('DENY') })], { launchMode: 'window' });
    expect(wrong(timelineOf(inWindow))).toEqual([]);
    const chosen = timelineOf(inWindow, { framingOrigin: 'https://school.instructure.example' });
    expect(chosen.hops[0]?.framing).toMatchObject({ verdict: 'not-framed', wouldShow: false });
    expect(ids(chosen, 'info')).toEqual(['NET-04 0']);
  });

  test('the headers of a redirect do nothing', () => {
    expect(
      wrong(
        see([
          hop(0, { ...redirect('https://tool.example/1'), responseHeaders: [['X-Frame-Options', 'DENY']] }),
          hop(1),
        ]),
      ),
    ).toEqual([]);
  });
});

describe('NET-01, pages that go on by themselves', () => {
  const pages = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      hop(index, {
        url: `https://tool.example/${index % 2 === 0 ? 'login' : 'check'}?n=${index}`,
        cause: index === 0 ? { kind: 'first', from: null } : { kind: 'script', from: index - 1 },
      }),
    );
  const round = (count: number) => see(pages(count));

  test('round and round are told once, at the first that came again', () => {
    expect(wrong(round(12))).toEqual(['NET-01 1']);
  });

  test('how a page goes on is told once for each way, and that it was stopped where the recorder told of more', () => {
    const steps = round(12).findings.filter(({ title }) => title === 'A page went on by itself.');
    // From the form that was posted, there and back.
    expect(steps.map(({ hop }) => hop)).toEqual([1, 2, 3]);
    const saysStopped = (of: 'hop' | 'console') => {
      const observations: Observation[] = [{ kind: 'limit', at: 1, frame: 'top', hop: 11, of, kept: 12 }];
      return timelineOf(launch(pages(12), { observations })).findings.some(({ seen }) =>
        seen.includes('stopped the page'),
      );
    };
    expect([saysStopped('hop'), saysStopped('console')]).toEqual([true, false]);
  });

  test('once more are not', () => {
    expect(wrong(round(8))).toEqual([]);
  });
});

describe('NET-06, NET-07, NET-12', () => {
  const at = { at: 1_800_000_000_050, frame: 'iframe', hop: 0 } as const;
  const observed = (observations: Observation[]) => timelineOf(launch([hop(0)], { observations }));
  type Message = Extract<Observation, { kind: 'lti-message' }>;
  const message = (subject: string, origin: string, after = 0, over: Partial<Message> = {}): Observation => ({
    kind: 'lti-message',
    ...at,
    at: at.at + after,
    subject,
    origin,
    messageId: 'm',
    error: null,
    data: [],
    ...over,
  });

  test('a window without a click', () => {
    expect(
      ids(observed([{ kind: 'popup', ...at, url: 'https://tool.example/', name: '', byUser: false }]), 'warning'),
    ).toEqual(['NET-06 0']);
    expect(wrong(observed([{ kind: 'popup', ...at, url: 'https://tool.example/', name: '', byUser: true }]))).toEqual(
      [],
    );
  });

  test('a window that was asked for before the page was observed is told once', () => {
    const url = 'https://tool.example/window';
    const asked = hop(1, { url, cause: { kind: 'popup', from: null } });
    expect(ids(timelineOf(launch([hop(0), asked], { observations: [] })), 'warning')).toEqual(['NET-06 1']);
    const observations: Observation[] = [{ kind: 'popup', ...at, url, name: '', byUser: false }];
    expect(ids(timelineOf(launch([hop(0), asked], { observations })), 'warning')).toEqual(['NET-06 0']);
  });

  test('platform storage that is answered in time, late, or never', () => {
    const question = message('lti.put_data', 'https://tool.example');
    const answer = (after: number) => message('lti.put_data.response', 'https://lms.example', after);
    expect(wrong(observed([question, answer(10)]))).toEqual([]);
    expect(ids(observed([question, answer(3500)]), 'warning')).toEqual(['NET-07 0']);
    expect(ids(observed([question]), 'warning')).toEqual(['NET-07 0']);
  });

  test('a message of a sandboxed frame is its own doing, whether it is refused or left without an answer', () => {
    const question = message('lti.get_data', 'null');
    const refusal = message('lti.get_data.response', 'https://lms.example', 10, {
      error: 'wrong_origin',
      data: [['error.message', 'nobody knows that it is the tool']],
    });
    const told = (observations: Observation[]) =>
      observed(observations).findings.filter(({ severity }) => severity === 'warning');
    expect(told([question, refusal])).toMatchObject([
      { owner: 'tool-vendor', seen: expect.stringContaining('wrong_origin: nobody knows that it is the tool') },
    ]);
    expect(told([question])).toMatchObject([{ owner: 'tool-vendor', seen: expect.stringContaining('not answered') }]);
  });

  test('a script that did not arrive is a warning, a picture or the icon of the site is not', () => {
    const failed = (resourceType: string, path: string): Observation => ({
      kind: 'resource-failed',
      ...at,
      url: `https://tool.example${path}`,
      method: 'GET',
      resourceType,
      status: 404,
      error: null,
      reason: 'The host answered 404.',
    });
    expect(ids(observed([failed('Script', '/a.js')]), 'warning')).toEqual(['NET-12 0']);
    expect(wrong(observed([failed('Image', '/a.png'), failed('Other', '/favicon.ico')]))).toEqual([]);
  });
});

describe('NET-08', () => {
  const dated = (index: number, host: string, skewMs: number, part: Partial<Hop> = {}) => {
    const one = hop(index, { url: `https://${host}/`, ...part });
    return {
      ...one,
      responseHeaders: [['Date', new Date(one.startedAt + skewMs).toUTCString()] satisfies [string, string]],
    };
  };

  test('a Date of the same second is no skew', () => {
    const { clock, findings } = see([dated(0, 'tool.example', 0)]);
    expect(clock.hosts[0]).toMatchObject({ host: 'tool.example', samples: 1 });
    expect(Math.abs(clock.hosts[0]?.skew ?? 9999)).toBeLessThanOrEqual((clock.hosts[0]?.uncertainty ?? 0) + 0.001);
    expect(findings.filter(({ id }) => id === 'NET-08')).toEqual([]);
    expect(clock.hosts[0]?.detail).toContain('agrees');
  });

  test('one host that is off, and nobody to say who is wrong', () => {
    const { clock, findings } = see([dated(0, 'tool.example', 400_000)]);
    expect(clock.localSkew).toBeNull();
    expect(findings.find(({ id }) => id === 'NET-08')).toMatchObject({ severity: 'error', hop: 0 });
    expect(clock.windows.find(({ peer }) => peer.startsWith('ims-lti'))?.accepts).toBe(false);
    expect(clock.windows.find(({ peer }) => peer.startsWith('oauthlib'))?.accepts).toBe(true);
  });

  test('a majority says that this machine is wrong, and the host that agrees with it is the odd one', () => {
    const hops = [dated(0, 'a.example', 400_000), dated(1, 'b.example', 400_000), dated(2, 'c.example', 0)];
    const { clock, findings } = see(hops);
    expect(Math.round((clock.localSkew ?? 0) / 1000)).toBe(400);
    expect(
      findings.filter(({ id }) => id === 'NET-08').map(({ hop: at, title }) => [at, title.includes('This machine’s')]),
    ).toEqual([
      [2, false],
      [null, true],
    ]);
  });

  test('a slow answer is corrected for its way there and back', () => {
    const timing = { dns: null, connect: null, tls: null, send: 0, wait: 60_000, receive: 0, total: 60_000 };
    const { clock } = see([dated(0, 'tool.example', 30_000, { timing })]);
    expect(Math.abs(clock.hosts[0]?.skew ?? 9999)).toBeLessThan(1000);
    expect(clock.hosts[0]?.uncertainty).toBeGreaterThan(30_000);
  });

  test('a host without Date says so', () => {
    expect(see([hop(0)]).clock.hosts[0]).toMatchObject({
      skew: null,
      detail: expect.stringContaining('no Date header'),
    });
  });
});

test('NET-05: two runs are the same, or differ first in the cookies of a hop', () => {
  const sent = see([hop(0, redirect('https://tool.example/1?nonce=1')), hop(1, { sentCookies: ['sid'] })]);
  const again = see([hop(0, redirect('https://tool.example/1?nonce=2')), hop(1, { sentCookies: ['sid'] })]);
  const without = see([hop(0, redirect('https://tool.example/1')), hop(1, { status: 403 })]);
  expect(compareTimelines([sent, again])).toBeNull();
  expect(compareTimelines([sent, without])).toMatchObject({ position: 1, what: 'status', values: ['200', '403'] });
  expect(compareTimelines([sent, see([hop(0, redirect('https://tool.example/1'))])])).toMatchObject({
    what: 'presence',
  });
});

test('the text names hops, cookies, findings and clocks', () => {
  const { text } = see([
    hop(0, redirect('https://tool.example/1')),
    hop(1, { responseHeaders: [['X-Frame-Options', 'DENY']] }),
  ]);
  expect(text).toContain('The first that went wrong is hop 2.');
  expect(text).toContain('2. [error] Redirect (302), POST turned into GET: GET https://tool.example/1 → 200 OK');
  expect(text).toContain('[NET-04]');
});
