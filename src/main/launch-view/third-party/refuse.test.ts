import { describe, expect, it, vi } from 'vitest';
import type { HeldCookie } from './cookie-lines.ts';
import { refuseThirdPartyCookies } from './refuse.ts';

const platform = { url: 'http://platform.localhost:1/launch', parent: null };
const toolFrame = { url: '', parent: platform };
const toolUrl = 'http://127.0.0.1:2/launch';

type Request = { url: string; resourceType: string; frame: unknown; [headers: string]: unknown };
type Answer = { requestHeaders?: Record<string, string>; responseHeaders?: Record<string, string[]> };
type Listener = (details: Request, answer: (response: Answer) => void) => void;

/** What becomes of the headers of requests and answers of a session that refuses. */
function refusing(held: () => Promise<HeldCookie[]> = async () => []) {
  const listeners: { send?: Listener; receive?: Listener } = {};
  const log = vi.fn();
  const webRequest = {
    onBeforeSendHeaders: (listener: Listener) => {
      listeners.send = listener;
    },
    onHeadersReceived: (listener: Listener) => {
      listeners.receive = listener;
    },
  };
  Reflect.apply(refuseThirdPartyCookies, null, [{ webRequest }, { top: () => platform.url, held, log }]);
  const answerOf = (listener: Listener | undefined, details: Request) =>
    new Promise<Answer>((resolve) => listener?.(details, resolve));
  return {
    log,
    sent: (part: Partial<Request>, cookie: string) =>
      answerOf(listeners.send, {
        url: toolUrl,
        resourceType: 'subFrame',
        frame: toolFrame,
        requestHeaders: { Accept: '*/*', Cookie: cookie },
        ...part,
      }),
    received: (part: Partial<Request>, ...lines: string[]) =>
      answerOf(listeners.receive, {
        url: toolUrl,
        resourceType: 'subFrame',
        frame: toolFrame,
        responseHeaders: { 'content-type': ['text/html'], 'Set-Cookie': lines },
        ...part,
      }),
  };
}

const unchanged = {};

describe('a session without third-party cookies', () => {
  it('sends a frame of another site nothing but its partitioned cookies', async () => {
    const { sent } = refusing(async () => [{ name: 'chips', value: '1', isPartitioned: true }]);
    expect(await sent({}, 'sid=1; chips=1')).toEqual({ requestHeaders: { Accept: '*/*', Cookie: 'chips=1' } });
    expect(await sent({}, 'sid=1')).toEqual({ requestHeaders: { Accept: '*/*' } });
  });

  it('stores nothing a frame of another site sets, partitioned cookies and what the browser refuses itself aside', async () => {
    const chips = 'chips=1; SameSite=None; Secure; Partitioned';
    const lax = 'lax=1; SameSite=Lax';
    const { received } = refusing();
    expect(await received({}, 'sid=1; SameSite=None; Secure', chips, lax)).toEqual({
      responseHeaders: { 'content-type': ['text/html'], 'Set-Cookie': [chips, lax] },
    });
    expect(await received({}, 'sid=1; SameSite=None; Secure')).toEqual({
      responseHeaders: { 'content-type': ['text/html'] },
    });
  });

  it('leaves pages at the top alone', async () => {
    const { sent, received } = refusing();
    expect(await sent({ resourceType: 'mainFrame', frame: { url: '', parent: null } }, 'sid=1')).toEqual(unchanged);
    expect(await received({ resourceType: 'mainFrame' }, 'sid=1; SameSite=None; Secure')).toEqual(unchanged);
  });

  it('judges what a page asks for by that page and those around it', async () => {
    const { sent } = refusing();
    const inTool = { url: toolUrl, parent: platform };
    expect(await sent({ resourceType: 'xhr', frame: inTool }, 'sid=1')).toEqual({ requestHeaders: { Accept: '*/*' } });
    const ofPlatform = { resourceType: 'image', frame: platform };
    expect(await sent({ ...ofPlatform, url: 'http://platform.localhost:1/logo' }, 'sid=1')).toEqual(unchanged);
    expect(await sent({ ...ofPlatform, url: toolUrl }, 'sid=1')).toEqual({ requestHeaders: { Accept: '*/*' } });
  });

  it('goes by the page at the top where the frame is not known', async () => {
    const { sent } = refusing();
    expect(await sent({ frame: null }, 'sid=1')).toEqual({ requestHeaders: { Accept: '*/*' } });
  });

  it('rather sends too little than too much when cookies cannot be told apart, and says so', async () => {
    const { sent, log } = refusing(() => Promise.reject(new Error('gone')));
    expect(await sent({}, 'chips=1')).toEqual({ requestHeaders: { Accept: '*/*' } });
    expect(log).toHaveBeenCalledWith(expect.stringContaining('gone'));
  });
});
