import { request } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LaunchStage } from '../../src/core/ports.ts';
import type { StageEvent } from '../../src/protocol/host.ts';
import type { Exchange, Hop, LaunchMode } from '../../src/protocol/models/exchange.ts';
import { Bench } from './bench.ts';

/** A stage that does with `fetch` what the embedded browser does with a page: posts the form and follows redirects. */
function fetchingStage(): LaunchStage {
  const listeners = new Set<(event: StageEvent) => void>();
  const tell = (event: StageEvent): void => {
    for (const listener of listeners) {
      listener(event);
    }
  };
  return {
    open: async ({ exchangeId, url, mode }) => {
      const page = await readPlatformPage(url);
      let index = 0;
      let posted: { url: string; body: URLSearchParams | null } | null = {
        url: unescapeHtml(/action="([^"]*)"/.exec(page)?.[1] ?? ''),
        body: new URLSearchParams(
          [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
            ([, name = '', value = '']): [string, string] => [unescapeHtml(name), unescapeHtml(value)],
          ),
        ),
      };
      while (posted !== null) {
        const response: Response = await fetch(posted.url, {
          redirect: 'manual',
          ...(posted.body === null ? {} : { method: 'POST', body: posted.body }),
        });
        const location = response.headers.get('location');
        const next: string | null = location === null ? null : new URL(location, posted.url).href;
        tell({ type: 'hop', exchangeId, hop: hopOf(index, mode, posted, response, next) });
        posted = next === null ? null : { url: next, body: null };
        index += 1;
      }
      tell({ type: 'settled', exchangeId, url, title: '' });
    },
    close: async (exchangeId) => tell({ type: 'closed', exchangeId, reason: 'closed' }),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Browsers resolve `*.localhost` to loopback, Node does not. */
async function readPlatformPage(url: string): Promise<string> {
  const { host, port, pathname } = new URL(url);
  const { body } = await request(`http://127.0.0.1:${port}${pathname}`, { headers: { host } });
  return body.text();
}

function hopOf(
  index: number,
  mode: LaunchMode,
  posted: { url: string; body: unknown },
  response: Response,
  next: string | null,
): Hop {
  return {
    index,
    frame: mode === 'iframe' ? 'iframe' : 'top',
    method: posted.body === null ? 'GET' : 'POST',
    url: posted.url,
    requestHeaders: [],
    sentCookies: null,
    startedAt: 0,
    status: response.status,
    statusText: response.statusText,
    responseHeaders: [...response.headers],
    location: next,
    cookies: [],
    timing: null,
    tls: null,
    remoteAddress: null,
    failure: null,
    body: null,
  };
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

let bench: Bench;

beforeEach(() => {
  bench = new Bench(fetchingStage());
});
afterEach(() => bench.remove());

async function launch(connectionName: string, mode: LaunchMode): Promise<Exchange> {
  const connectionId = (await bench.sandbox())(connectionName).id;
  const operationId = 'launchBookByVbid';
  const { values } = await bench.call('connections.loadForm', { id: connectionId, operationId });
  const { id } = await bench.call('exchanges.launch', { form: { connectionId, operationId, values }, mode });
  return bench.ended(id);
}

test.each(['window', 'iframe'] as const)(
  'a launch posted from the platform page in mode %s is accepted, and its first answer judged',
  async (mode) => {
    const exchange = await launch('Bookshelf', mode);
    expect(exchange).toMatchObject({
      kind: 'launch',
      launchMode: mode,
      state: 'finished',
      judgedHop: 0,
      verdict: 'conforms',
    });
    expect(exchange.hops.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 302',
      'GET 302',
      'GET 200',
    ]);
    expect(exchange.request.fields).toContainEqual(['oauth_callback', 'about:blank']);
  },
);

test('a wrong secret is refused with 403', async () => {
  const exchange = await launch('Bookshelf, wrong secret', 'window');
  expect(exchange).toMatchObject({ state: 'finished', status: 403, verdict: 'conforms' });
});
