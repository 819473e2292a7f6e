import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MisbehaviourId } from '../../protocol/misbehaving/catalogue.ts';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import { fieldOf, launchValues, testOptions } from '../test-support.ts';
import { follow, formFor, launch, send } from './test-support.ts';

let sandbox: Sandbox;
let origin: string;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  origin = sandbox.urls.misbehavingTool;
});
afterAll(() => sandbox.close());

describe('cookies', () => {
  it.each([
    ['cookie-lax', 'Path=/; SameSite=Lax'],
    ['cookie-strict', 'Path=/; SameSite=Strict'],
    ['cookie-none-insecure', 'Path=/; SameSite=None'],
    ['cookie-none-secure', 'Path=/; SameSite=None; Secure'],
    ['cookie-partitioned', 'Path=/; SameSite=None; Secure; Partitioned'],
    ['cookie-other-host', 'Path=/; SameSite=None; Secure'],
    ['cookie-other-path', 'Path=/login; SameSite=None; Secure'],
    ['cookie-expired', 'Path=/; Max-Age=1; SameSite=None; Secure'],
    ['session-sticks', 'Path=/; SameSite=None; Secure'],
  ] as const)('%s sets %s, and its page needs the cookie', async (id, attributes) => {
    const { status, location, cookies } = await launch(origin, id);
    const [pair = '', ...rest] = (cookies[0] ?? '').split('; ');
    expect([status, rest.join('; ')]).toEqual([302, `HttpOnly; ${attributes}`]);
    const page = new URL(`/launch/${id}/session`, location).href;
    expect(await send(page)).toMatchObject({ status: 401, reason: 'session-cookie-missing' });
    expect(fieldOf((await send(page, { cookie: pair })).body, 'user')).toBe(launchValues.user_id);
  });

  it('cookie-other-host asks for the cookie under another name of the machine', async () => {
    const { location } = await launch(origin, 'cookie-other-host');
    expect(new URL(location).hostname).toBe('localhost');
    const back = await launch(origin.replace('127.0.0.1', 'localhost'), 'cookie-other-host');
    expect(new URL(back.location).hostname).toBe('127.0.0.1');
  });

  it('cookie-expired takes a way that is longer than its cookie lives', async () => {
    const first = await launch(origin, 'cookie-expired');
    const expires = Date.now() + 1000;
    const second = await send(first.location);
    expect(Date.now()).toBeGreaterThan(expires);
    expect((await send(second.location)).reason).toBe('session-cookie-missing');
  });

  it('session-sticks shows the first user to the second', async () => {
    const first = await launch(origin, 'session-sticks', { fields: { user_id: 'first-user' } });
    const cookie = first.cookies[0]?.split(';', 1)[0] ?? '';
    const second = await launch(origin, 'session-sticks', { cookie, fields: { user_id: 'second-user' } });
    expect(second.cookies).toEqual([]);
    expect(fieldOf((await send(second.location, { cookie })).body, 'user')).toBe('first-user');
  });
});

describe('frames', () => {
  const rules = async (id: MisbehaviourId) => {
    const url = `${origin}/launch/${id}`;
    const form = formFor(url);
    const { status, headers } = await follow(await send(url, { form }), form);
    const policy = String(headers['content-security-policy']);
    return [status, headers['x-frame-options'], /frame-ancestors ([^;]+)/.exec(policy)?.[1]];
  };

  it.each([
    ['frame-deny', 200, 'DENY', undefined],
    ['frame-sameorigin', 200, 'SAMEORIGIN', undefined],
    ['frame-allowall', 200, 'ALLOWALL', undefined],
    ['frame-allow-from', 200, 'ALLOW-FROM https://lms.example', undefined],
    ['frame-ancestors-none', 200, undefined, "'none'"],
    ['frame-ancestors-other', 200, undefined, 'https://lms.example'],
    ['frame-contradicting', 200, 'DENY', '*'],
    ['frame-later-hop', 200, 'DENY', undefined],
    ['frame-error-page', 403, 'DENY', undefined],
  ] as const)('%s', async (id, ...expected) => {
    expect(await rules(id)).toEqual(expected);
  });

  it('frame-later-hop says nothing on its first hop', async () => {
    const { status, headers } = await launch(origin, 'frame-later-hop');
    expect([status, headers['x-frame-options']]).toEqual([307, undefined]);
  });
});

/** A platform that stores, as far as the script can see: what it was asked, and what the page said at the end. */
async function runStorage(id: MisbehaviourId): Promise<{ said: string; asked: string[] }> {
  const { body } = await launch(origin, id);
  const script = /<script>([\s\S]*)<\/script>/.exec(body)?.[1] ?? '';
  const asked: string[] = [];
  const kept = new Map<string, string>();
  const listeners = new Set<(event: { data: unknown }) => void>();
  const known = new Set(['lti.capabilities', 'lti.put_data', 'lti.get_data']);
  return new Promise((resolve) => {
    const status = {
      set textContent(said: string) {
        resolve({ said, asked });
      },
    };
    const platform = {
      frames: {},
      postMessage(message: { subject: string; message_id: string; key: string; value: string }, target: string) {
        asked.push(message.subject);
        if (!known.has(message.subject) || target !== '*') return;
        if (message.subject === 'lti.put_data') kept.set(message.key, message.value);
        const answer = { message_id: message.message_id, value: kept.get(message.key) };
        for (const listener of [...listeners]) listener({ data: answer });
      },
    };
    runInNewContext(script, {
      window: { opener: null, parent: platform },
      document: { querySelector: () => status },
      addEventListener: (_: string, listener: (event: { data: unknown }) => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: (event: { data: unknown }) => void) => listeners.delete(listener),
      // Patience is not what is tested.
      setTimeout: (run: () => void) => setTimeout(run, 20),
      clearTimeout,
    });
  });
}

describe('scripts', () => {
  it.each([
    ['storage-used', 'Platform storage works.', 3],
    ['storage-wrong-origin', 'no answer to lti.capabilities', 1],
    ['storage-wrong-frame', 'no frame named frame-that-is-not-there', 1],
    ['storage-unknown-subject', 'no answer to org.imsglobal.lti.capabilities', 1],
  ] as const)('%s', async (id, words, messages) => {
    const { said, asked } = await runStorage(id);
    expect(said).toContain(words);
    expect(asked).toHaveLength(messages);
  });

  it('popup-fallback opens a window that nobody asked for', async () => {
    const { body } = await launch(origin, 'popup-fallback');
    const opened: string[] = [];
    const main = { innerHTML: '' };
    runInNewContext(/<script>([\s\S]*)<\/script>/.exec(body)?.[1] ?? '', {
      window: {
        open: (address: string) => {
          opened.push(address);
          return null;
        },
      },
      document: { querySelector: () => main },
    });
    expect(opened).toEqual([`${origin}/launch/popup-fallback/window`]);
    expect(main.innerHTML).toContain('pop-up blocked');
  });

  it('resource-missing asks for what is not there', async () => {
    const { body } = await launch(origin, 'resource-missing');
    const sources = [...body.matchAll(/(?:src|href)="([^"]+\/launch\/[^"]+)"/g)].map(([, source = '']) => source);
    const replies = await Promise.all(sources.map((source) => send(source)));
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('console-errors fails as it says', async () => {
    const { body } = await launch(origin, 'console-errors');
    const logged: string[] = [];
    const run = () =>
      runInNewContext(/<script>([\s\S]*)<\/script>/.exec(body)?.[1] ?? '', {
        console: { error: (text: string) => logged.push(text) },
        document: { getElementById: () => null },
      });
    expect(run).toThrow(/null/);
    expect(logged).toEqual(['LtiApp: state is missing, cannot start.']);
  });
});
