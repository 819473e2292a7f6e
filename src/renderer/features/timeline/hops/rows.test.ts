import { expect, test } from 'vitest';
import type { Observation } from '../../../../protocol/models/exchanges/observation.ts';
import type { TimelineHop, TimelineObservation } from '../../../../protocol/models/exchanges/timeline.ts';
import { addressParts, badgesOf, hopToOpen, rowsOf } from './rows.ts';

function hop(index: number, offset: number, part: Partial<TimelineHop> = {}): TimelineHop {
  return {
    index,
    frame: 'iframe',
    parent: null,
    cause: { kind: 'first', from: null },
    redirectStatus: null,
    method: 'GET',
    url: 'https://tool.example/a?b=1',
    origin: 'https://tool.example',
    status: 200,
    statusText: 'OK',
    location: null,
    becameGet: false,
    failure: null,
    tone: 'ok',
    offset,
    duration: 10,
    phases: [],
    framing: { verdict: 'unrestricted', wouldShow: true, decidedBy: null, lines: [], detail: '' },
    cookiesSet: [],
    cookiesBlocked: [],
    cookiesSent: null,
    cookiesWithheld: [],
    summary: '',
    ...part,
  };
}

function seen(offset: number, observation: Partial<Observation> & { kind: 'console' | 'popup' }): TimelineObservation {
  const common = { at: offset, frame: 'iframe' as const, hop: 0, url: 'https://tool.example/' };
  const whole: Observation =
    observation.kind === 'popup'
      ? { ...common, kind: 'popup', name: '', byUser: false }
      : { ...common, kind: 'console', level: 'error', source: 'page', text: 'no', line: 1 };
  return { observation: whole, offset, summary: `at ${offset}` };
}

const told = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) => (row.kind === 'hop' ? `hop ${row.hop.index}` : row.marks.map(({ summary }) => summary).join()));

test('what happened stands between the hops it happened between, in the order of time', () => {
  const hops = [hop(0, 0), hop(1, 100)];
  const observations = [seen(150, { kind: 'popup' }), seen(60, { kind: 'console' }), seen(20, { kind: 'console' })];
  expect(told(rowsOf({ hops, observations }))).toEqual(['hop 0', 'at 20,at 60', 'hop 1', 'at 150']);
});

test('hops with nothing between them stand next to each other', () => {
  expect(told(rowsOf({ hops: [hop(0, 0), hop(1, 5)], observations: [] }))).toEqual(['hop 0', 'hop 1']);
});

test('badges tell what may be wrong before the rest', () => {
  const wrong = hop(0, 0, { cookiesSet: ['a'], cookiesBlocked: ['b', 'c'], url: 'http://tool.example/' });
  const badges = badgesOf(wrong, { observations: [seen(1, { kind: 'popup' })] });
  expect(badges.map(({ what, count, tone }) => `${what} ${count} ${tone}`)).toEqual([
    'cookiesBlocked 2 warn',
    'popups 1 warn',
    'cookiesSet 1 plain',
    'plainHttp 1 plain',
  ]);
});

test.each(['http://localhost:7001/', 'http://platform.localhost:1/', 'http://127.0.0.1:80/x', 'https://tool.example/'])(
  '%s is not told to be unencrypted',
  (url) => {
    expect(badgesOf(hop(0, 0, { url }), { observations: [] })).toEqual([]);
  },
);

test('the first wrong hop is open until a person chooses, closing all included', () => {
  expect(hopToOpen(undefined, { firstWrongHop: 3 })).toBe(3);
  expect(hopToOpen(1, { firstWrongHop: 3 })).toBe(1);
  expect(hopToOpen(null, { firstWrongHop: 3 })).toBeNull();
});

test('an address is taken apart, its query only told to be there', () => {
  expect(addressParts('https://tool.example:8443/a/b?c=d')).toEqual({
    host: 'tool.example:8443',
    path: '/a/b',
    hasQuery: true,
  });
  expect(addressParts('nonsense')).toEqual({ host: 'nonsense', path: '', hasQuery: false });
});
