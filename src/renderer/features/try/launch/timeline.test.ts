import { describe, expect, it } from 'vitest';
import type { Hop } from '../../../../protocol/models/exchange.ts';
import { shownAddress, timelineRows } from './timeline.ts';

const timing = { dns: null, connect: null, tls: null, send: null, wait: null, receive: null };

function hop(index: number, part: Partial<Hop> = {}): Hop {
  return {
    index,
    frame: 'iframe',
    method: index === 0 ? 'POST' : 'GET',
    url: `http://tool.localhost/${index}`,
    requestHeaders: [],
    sentCookies: null,
    startedAt: 1000 + index * 100,
    status: 200,
    statusText: '',
    responseHeaders: [],
    location: null,
    cookies: [],
    timing: { ...timing, total: 100 },
    tls: null,
    cause: { kind: 'unknown', from: null },
    parent: null,
    withheldCookies: [],
    protocol: null,
    remoteAddress: null,
    failure: null,
    body: null,
    ...part,
  };
}

const redirecting = hop(0, { status: 302, location: 'http://tool.localhost/1' });
const blocking = hop(1, {
  cookies: [
    { name: 'sid', line: 'sid=…', stored: false, blocked: ['SameSiteUnspecifiedTreatedAsLax'] },
    { name: 'lang', line: 'lang=en', stored: true, blocked: [] },
  ],
});
const refused = hop(2, {
  responseHeaders: [['X-Frame-Options', 'DENY']],
  failure: { error: 'ERR_BLOCKED_BY_RESPONSE', reason: 'refused' },
});

describe('timelineRows', () => {
  const rows = timelineRows([redirecting, blocking, refused]);

  it('tells redirects of the server from pages that go on by themselves', () => {
    expect(rows.map((row) => row.redirect)).toEqual(['302', 'page', null]);
  });

  it('says that a posted form turns into a GET, and only of the hop that was posted', () => {
    const posted = hop(0, { method: 'POST', status: 302, location: 'http://tool.localhost/1' });
    const chain = timelineRows([
      posted,
      hop(1, { method: 'GET', status: 302, location: 'http://tool.localhost/2' }),
      hop(2, { method: 'GET' }),
    ]);
    expect(chain.map((row) => row.becomesGet)).toEqual([true, false, false]);
  });

  it('shows at a glance where something went wrong', () => {
    expect(rows.map((row) => row.tone)).toEqual(['redirect', 'warn', 'bad']);
    expect(rows[1]).toMatchObject({ cookiesSet: 1, cookiesBlocked: 1 });
    expect(rows[2]?.refusesFrame).toBe(true);
  });

  it('lays all hops on one time line', () => {
    expect(rows[0]).toMatchObject({ start: 0, length: 1 / 3 });
    expect(rows[2]?.start).toBeCloseTo(2 / 3);
  });

  it('marks a hop that is still waiting', () => {
    expect(timelineRows([hop(0, { status: null, timing: null })])[0]?.tone).toBe('pending');
  });

  it('keeps only the part of a policy that is about framing', () => {
    const policy = hop(0, {
      responseHeaders: [['Content-Security-Policy', "default-src 'self'; frame-ancestors 'self' https://lms.example"]],
    });
    expect(timelineRows([policy])[0]).toMatchObject({
      frameLines: [['Content-Security-Policy', "frame-ancestors 'self' https://lms.example"]],
      refusesFrame: false,
    });
  });

  it('is empty without hops', () => {
    expect(timelineRows([])).toEqual([]);
  });
});

describe('shownAddress', () => {
  it('is the last page, not a redirect on the way', () => {
    expect(shownAddress([redirecting, blocking])).toBe('http://tool.localhost/1');
    expect(shownAddress([redirecting])).toBe('http://tool.localhost/0');
    expect(shownAddress([])).toBeNull();
  });
});
