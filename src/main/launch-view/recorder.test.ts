import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Hop, hopSchema, maxHops } from '../../protocol/models/exchanges/exchange.ts';
import { createRecorder } from './recorder.ts';

const recordingSchema = z.object({
  launchUrl: z.string(),
  events: z.array(z.object({ method: z.string(), params: z.unknown(), sessionId: z.string().optional() })),
});
type Recording = z.infer<typeof recordingSchema>;

function recording(name: string): Recording {
  const file = new URL(`../../../test/fixtures/cdp/${name}.json`, import.meta.url);
  return recordingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The hops as they stand after all events. */
function play({ launchUrl, events }: Recording): Hop[] {
  const recorder = createRecorder(launchUrl);
  const hops: Hop[] = [];
  for (const { method, params, sessionId } of events) {
    for (const hop of recorder.onEvent(method, params, sessionId)) hops[hop.index] = hop;
  }
  return hops;
}

const line = (hop: Hop) => `${hop.frame} ${hop.method} ${hop.url} ${hop.status}`;
const cookieLines = (hop: Hop | undefined) => hop?.cookies.map(({ name, blocked }) => [name, ...blocked].join(' '));

test('a launch in the page: each redirect is a hop, the launch page and subresources are none', () => {
  const hops = play(recording('top-redirects'));
  expect(hops.map(line)).toEqual([
    'top POST http://tool.localhost:7002/launch 302',
    'top GET http://tool.localhost:7002/step?n=1 303',
    'top GET http://tool.localhost:7002/book 200',
  ]);
  expect(hops.map((hop) => hop.location)).toEqual([
    'http://tool.localhost:7002/step?n=1',
    'http://tool.localhost:7002/book',
    null,
  ]);
  for (const hop of hops) expect(hopSchema.parse(hop)).toEqual(hop);
});

test('cookies: what each answer set, why the browser refused it, and what was sent back', () => {
  const [first, second, third] = play(recording('top-redirects'));
  expect(cookieLines(first)).toEqual(['sid', 'b SameSiteNoneInsecure', 'c']);
  expect(first?.cookies[0]).toEqual({ name: 'sid', line: 'sid=1; Path=/; HttpOnly', stored: true, blocked: [] });
  expect(cookieLines(second)).toEqual(['d InvalidDomain']);
  expect([first, second, third].map((hop) => hop?.sentCookies)).toEqual([[], ['sid', 'c'], ['sid', 'c']]);
});

test('the same launch in a frame of another site loses the cookies browsers treat as lax', () => {
  const [first, second, third] = play(recording('iframe-redirects'));
  expect(first?.frame).toBe('iframe');
  expect(cookieLines(first)).toEqual([
    'sid SameSiteUnspecifiedTreatedAsLax',
    'b SameSiteNoneInsecure',
    'c SameSiteLax',
  ]);
  expect(second?.sentCookies).toEqual([]);
  expect(third?.status).toBe(200);
});

test('raw headers, time, address and phases come from the events that hold them', () => {
  const [first] = play(recording('top-redirects'));
  expect(first?.requestHeaders).toContainEqual(['Content-Type', 'application/x-www-form-urlencoded']);
  expect(first?.responseHeaders.filter(([name]) => name.toLowerCase() === 'set-cookie')).toHaveLength(3);
  expect(first?.remoteAddress).toBe('127.0.0.1:7002');
  expect(first?.statusText).toBe('Found');
  expect(new Date(first?.startedAt ?? 0).getUTCFullYear()).toBe(2026);
  const { dns, connect, tls, send, wait, total } = first?.timing ?? { total: -1 };
  expect(tls).toBeNull();
  for (const phase of [dns, connect, send, wait]) expect(phase).toBeGreaterThanOrEqual(0);
  expect(total).toBeGreaterThanOrEqual(wait ?? Number.POSITIVE_INFINITY);
});

test('TLS details, and TLS as a phase of its own', () => {
  const [hop] = play(recording('top-tls'));
  expect(hop?.tls).toMatchObject({ protocol: 'TLS 1.3', cipher: 'AES_128_GCM', subject: 'tool.localhost' });
  expect(hop?.tls?.validTo).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(hop?.timing?.tls).toBeGreaterThan(0);
});

test.each([
  ['iframe-x-frame-options', 'The page refuses to be framed: X-Frame-Options: DENY'],
  ['iframe-frame-ancestors', "The page refuses to be framed: Content-Security-Policy: frame-ancestors 'self'"],
  ['top-name-not-found', 'The host name was not found. Check the address, or the network’s name server.'],
  ['top-untrusted-certificate', 'The certificate is not signed by an authority this machine trusts.'],
  ['top-redirect-loop', 'The answers redirect in a circle: the browser gave up after 20 redirects.'],
  ['top-download', 'The answer is a download. The launch view saves no files.'],
  ['top-no-content', 'The answer has no content (204), so there is no page to show.'],
])('%s: the last hop says why nothing is shown', (name, reason) => {
  const hops = play(recording(name));
  expect(hops.at(-1)?.failure?.reason).toBe(reason);
  expect(hops.slice(0, -1).every((hop) => hop.failure === null)).toBe(true);
});

test('every redirect of a loop keeps its own extra info', () => {
  const hops = play(recording('top-redirect-loop'));
  expect(hops).toHaveLength(20);
  expect(hops.slice(0, 19).every((hop, at) => hop.location === hops[at + 1]?.url)).toBe(true);
});

test('a launch that begins again without end is recorded for its first hops alone', () => {
  const { launchUrl, events } = recording('top-redirects');
  const recorder = createRecorder(launchUrl);
  const hops = new Set<number>();
  for (let round = 0; round <= maxHops; round += 1) {
    for (const { method, params, sessionId } of events) {
      const anew: unknown = JSON.parse(JSON.stringify(params), (key, value) =>
        key === 'requestId' || key === 'loaderId' ? `${value} ${round}` : value,
      );
      for (const { index } of recorder.onEvent(method, anew, sessionId)) hops.add(index);
    }
  }
  expect(hops.size).toBe(maxHops);
  expect(recorder.isFull()).toBe(true);
  expect(recorder.onPopup({ url: 'https://tool.example/', method: 'GET', at: 0 })).toEqual([]);
});

test('pages that go on by script, and frames within frames, are followed over sessions', () => {
  expect(play(recording('iframe-script-navigation')).map(line)).toEqual([
    'iframe POST http://tool.localhost:7002/jsnav 200',
    'iframe GET http://tool.localhost:7002/book 200',
  ]);
  expect(play(recording('iframe-nested')).map(line)).toEqual([
    'iframe POST http://tool.localhost:7002/nested 200',
    'iframe GET http://inner.localhost:7002/book 200',
  ]);
});

test.each(['top-redirects', 'iframe-redirects', 'top-redirect-loop'])(
  '%s: the hops are the same whether extra info comes before or after its event',
  (name) => {
    const { launchUrl, events } = recording(name);
    const isExtra = ({ method }: { method: string }) => method.endsWith('ExtraInfo');
    const extra = events.filter(isExtra);
    const plain = events.filter((event) => !isExtra(event));
    const expected = play({ launchUrl, events });
    expect(play({ launchUrl, events: [...extra, ...plain] })).toEqual(expected);
    expect(play({ launchUrl, events: [...plain, ...extra] })).toEqual(expected);
  },
);

test('a second session that tells of the same requests changes nothing', () => {
  const { launchUrl, events } = recording('top-redirects');
  const repeated = events.flatMap((event) => [event, { ...event, sessionId: 'another' }]);
  expect(play({ launchUrl, events: repeated })).toEqual(play({ launchUrl, events }));
});

test('only hops that changed are told', () => {
  const { launchUrl, events } = recording('top-forbidden');
  const recorder = createRecorder(launchUrl);
  for (const { method, params } of events) recorder.onEvent(method, params);
  expect(events.flatMap(({ method, params }) => recorder.onEvent(method, params))).toEqual([]);
});

test('a body belongs to the document it was read from', () => {
  const { launchUrl, events } = recording('top-forbidden');
  const recorder = createRecorder(launchUrl);
  for (const { method, params } of events) recorder.onEvent(method, params);
  const requestId = z.object({ requestId: z.string() }).parse(events.at(-1)?.params).requestId;
  const body = {
    size: 2,
    contentType: 'application/json',
    charset: null,
    kind: 'text',
    text: '{}',
    truncated: false,
  } as const;
  expect(recorder.onBody(requestId, body)).toMatchObject([{ index: 0, status: 403, body }]);
  expect(recorder.onBody('unknown', body)).toEqual([]);
});

test('a window the page tried to open is a hop that failed', () => {
  const recorder = createRecorder('http://platform.localhost:7001/launch/abc');
  const [hop] = recorder.onPopup({ url: 'https://tool.example/book', method: 'POST', at: 5 });
  expect(hop).toMatchObject({ index: 0, method: 'POST', startedAt: 5, failure: { error: 'popup-blocked' } });
  expect(hopSchema.safeParse(hop).success).toBe(true);
});

test('extra info of thousands of subresources does not pile up, nor push out a document’s', () => {
  const { launchUrl, events } = recording('top-redirects');
  const noise = Array.from({ length: 2_000 }, (_, at) => ({
    method: 'Network.requestWillBeSentExtraInfo',
    params: { requestId: `1.${at}`, headers: {}, associatedCookies: [] },
  }));
  const middle = Math.floor(events.length / 2);
  const noisy = [...events.slice(0, middle), ...noise, ...events.slice(middle)];
  expect(play({ launchUrl, events: noisy })).toEqual(play({ launchUrl, events }));
});

test('a page that is opened for itself is the first hop', () => {
  const { launchUrl, events } = recording('top-redirects');
  const recorder = createRecorder(null);
  const hops: Hop[] = [];
  for (const { method, params, sessionId } of events) {
    for (const hop of recorder.onEvent(method, params, sessionId)) hops[hop.index] = hop;
  }
  expect(hops.map(line)[0]).toBe(`top GET ${launchUrl} 200`);
  expect(hops).toHaveLength(4);
});

test('where third-party cookies are off, a frame of another site loses all but partitioned cookies', () => {
  const { launchUrl, events } = recording('iframe-redirects');
  const changed = events.map((event) => ({ ...event, params: withCookies(event.params) }));
  const hopsWhere = (thirdPartyCookies: 'allowed' | 'refused', url: string): Hop[] => {
    const recorder = createRecorder(url, thirdPartyCookies);
    const hops: Hop[] = [];
    for (const { method, params } of changed) for (const hop of recorder.onEvent(method, params)) hops[hop.index] = hop;
    return hops;
  };
  const [first] = hopsWhere('refused', launchUrl);
  expect(first?.sentCookies).toEqual(['chips']);
  expect(first?.withheldCookies).toEqual([
    { name: 'all', blocked: ['UserPreferences'] },
    { name: 'lax', blocked: ['SameSiteLax'] },
  ]);
  expect(cookieLines(first)).toEqual(['all UserPreferences', 'chips', 'lax SameSiteLax']);
  const [allowed] = hopsWhere('allowed', launchUrl);
  expect(allowed?.sentCookies).toEqual(['all', 'chips']);
  expect(cookieLines(allowed)).toEqual(['all', 'chips', 'lax SameSiteLax']);
});

/** The cookies of a frame that has one of every kind, in every answer and request. */
function withCookies(params: unknown): unknown {
  const given = z
    .looseObject({ associatedCookies: z.unknown().optional(), headers: z.unknown().optional() })
    .parse(params);
  if (given.associatedCookies !== undefined) {
    const associated = (name: string, blockedReasons: string[], partitionKey?: string) => ({
      blockedReasons,
      cookie: { name, partitionKey },
    });
    const associatedCookies = [
      associated('all', []),
      associated('chips', [], 'http://platform.localhost'),
      associated('lax', ['SameSiteLax']),
    ];
    return { ...given, associatedCookies };
  }
  if (given.blockedCookies === undefined) return params;
  const lax = 'lax=1; SameSite=Lax';
  const lines = ['all=1; SameSite=None; Secure', 'chips=1; SameSite=None; Secure; Partitioned', lax];
  const blockedCookies = [{ cookieLine: lax, blockedReasons: ['SameSiteLax'] }];
  return { ...given, headers: { 'set-cookie': lines.join('\n') }, blockedCookies };
}
