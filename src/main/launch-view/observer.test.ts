import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { type Observation, observationSchema } from '../../protocol/models/exchanges/observation.ts';
import { createObserver, mostKept } from './observer.ts';
import { createRecorder } from './recorder.ts';

const recordingSchema = z.object({
  launchUrl: z.string(),
  events: z.array(z.object({ method: z.string(), params: z.unknown(), sessionId: z.string().optional() })),
});

/** All hops and observations of a recorded launch. */
function play(name: string): { hops: Hop[]; observations: Observation[] } {
  const file = new URL(`../../../test/fixtures/cdp/${name}.json`, import.meta.url);
  const { launchUrl, events } = recordingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const recorder = createRecorder(launchUrl);
  const observer = createObserver(recorder.frames, () => 5);
  const hops: Hop[] = [];
  const observations: Observation[] = [];
  for (const { method, params, sessionId } of events) {
    for (const hop of recorder.onEvent(method, params, sessionId)) hops[hop.index] = hop;
    observations.push(...observer.onEvent(method, params, sessionId));
  }
  return { hops, observations };
}

const causes = (name: string) => play(name).hops.map(({ cause }) => `${cause.kind} ${cause.from}`);

test('every way a page goes on by itself is told apart', () => {
  expect(causes('top-causes')).toEqual([
    'first null',
    'script 0',
    'meta-refresh 1',
    'header-refresh 2',
    'form-by-script 3',
  ]);
});

test('what a person clicked is told from what a script did', () => {
  expect(causes('top-click')).toEqual(['first null', 'form-by-user 0', 'link 1']);
});

test('redirects name the hop they come from', () => {
  expect(causes('iframe-cookies')).toEqual(['first null', 'redirect 0', 'script 1']);
  expect(causes('top-redirects')).toEqual(['first null', 'redirect 0', 'redirect 1']);
});

test('a frame within the page of a hop knows the hop that holds it', () => {
  const { hops } = play('iframe-form-in-frame');
  expect(hops.map(({ frame, parent }) => [frame, parent])).toEqual([
    ['iframe', null],
    ['iframe', 0],
  ]);
  expect(hops[1]?.cause).toEqual({ kind: 'form-by-script', from: 0 });
});

test('cookies the browser held back are told, those of other paths are not', () => {
  const { hops } = play('iframe-cookies');
  expect(hops[1]).toMatchObject({ sentCookies: ['ok', 'part'], withheldCookies: [] });
  expect(hops[0]?.cookies.map(({ name, stored }) => [name, stored])).toEqual([
    ['state', false],
    ['lax', false],
    ['ok', true],
    ['part', true],
    ['path', true],
  ]);
});

test('failed resources, with their status or what kept them from arriving', () => {
  const { observations } = play('iframe-resources');
  const failed = observations.flatMap((each) => (each.kind === 'resource-failed' ? [each] : []));
  expect(failed.map(({ url, status, error }) => [new URL(url).pathname, status, error])).toEqual(
    expect.arrayContaining([
      ['/no.css', 404, null],
      ['/no.js', 404, null],
      ['/x.png', null, 'csp'],
    ]),
  );
  expect(failed.every(({ frame, hop }) => frame === 'iframe' && hop === 0)).toBe(true);
  expect(failed.find(({ error }) => error === 'csp')?.reason).toContain('Content-Security-Policy');
});

test('console errors, uncaught errors and what the browser complains of; nothing twice and nothing of Electron', () => {
  const { observations } = play('iframe-resources');
  const texts = observations.flatMap((each) =>
    each.kind === 'console' ? [`${each.level} ${each.source}: ${each.text}`] : [],
  );
  expect(texts).toEqual(
    expect.arrayContaining([
      'error javascript: boom %s [object Object]',
      'warning javascript: w',
      expect.stringContaining('error javascript: Uncaught (in promise) Error: rej'),
      expect.stringContaining('error javascript: Uncaught Error: uncaught!'),
      expect.stringContaining('error security: Refused to load the image'),
    ]),
  );
  expect(texts).toHaveLength(5);
});

test('windows asked for, with and without a person’s doing', () => {
  const popups = (name: string) => play(name).observations.flatMap((each) => (each.kind === 'popup' ? [each] : []));
  expect(popups('top-popups').map(({ byUser, hop }) => [byUser, hop])).toEqual([
    [false, 0],
    [false, 0],
  ]);
  expect(popups('top-popup-by-click').map(({ byUser }) => byUser)).toEqual([true, true]);
});

test('LTI messages of both directions, without the values they store', () => {
  const messages = play('iframe-lti-messages').observations.flatMap((each) =>
    each.kind === 'lti-message' ? [each] : [],
  );
  expect(messages.map(({ subject, origin, messageId }) => [subject, new URL(origin).hostname, messageId])).toEqual(
    [
      ['lti.frameResize', 'tool.localhost', null],
      ['lti.frameResize', 'tool.localhost', null],
      ['lti.capabilities', 'tool.localhost', 'm1'],
      ['lti.put_data', 'tool.localhost', 'm2'],
      ['lti.get_data', 'tool.localhost', 'm3'],
      ['lti.capabilities.response', 'platform.localhost', 'm1'],
      ['lti.put_data.response', 'platform.localhost', 'm2'],
    ].toSorted((a, b) => order(messages, a) - order(messages, b)),
  );
  expect(JSON.stringify(messages)).not.toContain('secretstate');
});

/** Answers may come before the next question: only the set of messages is fixed. */
function order(
  messages: readonly { subject: string; messageId: string | null }[],
  [subject]: (string | null)[],
): number {
  return messages.findIndex((each) => each.subject === subject);
}

test.each(['top-causes', 'iframe-resources', 'iframe-lti-messages', 'top-popups'])(
  '%s: every observation fits its schema',
  (name) => {
    for (const each of play(name).observations) expect(observationSchema.parse(each)).toEqual(each);
  },
);

test('a page that floods the console is cut off, and said to be', () => {
  const observer = createObserver(createRecorder('http://platform.localhost/').frames, () => 5);
  const params = {
    type: 'error',
    args: [{ type: 'string', value: 'x'.repeat(100_000) }],
    executionContextId: 1,
    timestamp: 1,
  };
  const seen = Array.from({ length: 1000 }, () => observer.onEvent('Runtime.consoleAPICalled', params)).flat();
  expect(seen).toHaveLength(mostKept.console + 1);
  expect(seen.at(-1)).toMatchObject({ kind: 'limit', of: 'console', kept: mostKept.console });
  expect(JSON.stringify(seen).length).toBeLessThan(mostKept.console * 3000);
});

test('an insecure request of a secure page is mixed content', () => {
  const observer = createObserver(createRecorder('http://platform.localhost/').frames, () => 5);
  const sent = (requestId: string, mixedContentType: string) =>
    observer.onEvent('Network.requestWillBeSent', {
      requestId,
      type: 'Script',
      timestamp: 1,
      wallTime: 2,
      request: { url: 'http://tool.example/a.js', method: 'GET', headers: {}, mixedContentType },
    });
  expect(sent('1', 'blockable')).toMatchObject([{ kind: 'mixed-content', blockable: true, at: 2000 }]);
  expect(sent('2', 'optionally-blockable')).toMatchObject([{ blockable: false }]);
  expect(sent('3', 'none')).toEqual([]);
});
