import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pairs } from '../../protocol/models/pairs.ts';
import type { Log, Random } from '../ports.ts';
import { isFromBrowser, isScripted } from './browser-origin.ts';
import { type LaunchPage, launchPage, launchPagePolicy } from './launch-page.ts';
import { platformPagePolicy } from './platform-pages.ts';
import { readRequestBody } from './request-body.ts';

/** A launch to be served: see {@link LaunchPage}. */
export type PublishedLaunch = Omit<LaunchPage, 'nonce'> & { exchangeId: string };

/** What a platform offers a tool beside the launch: a page to come back to, Basic Outcomes, and the answer to a selection. */
export type PlatformServiceKind = 'return' | 'outcomes' | 'content-items';

/** A request of a tool, or of the browser on behalf of one. */
export type PlatformRequest = {
  method: string;
  /** The URL that was handed out, with the query that came: what the tool had to sign, whatever proxies there are. */
  url: string;
  query: URLSearchParams;
  headers: Pairs;
  body: Uint8Array;
};

export type PlatformAnswer = { status: number; contentType: string; body: string };
export type PlatformService = (request: PlatformRequest) => Promise<PlatformAnswer>;

/**
 * The app as an LMS: serves launch pages to the embedded browser from `http://platform.localhost:<port>` on the loopback
 * interface, so that tools see an ordinary Origin and Referer and a site other than their own, and answers what tools send back.
 */
export interface PlatformHost {
  /** Listens on a free port of 127.0.0.1. Rejects with the system's error. */
  start(): Promise<void>;
  /**
   * The URL that launches, unguessable and new each time. It can be loaded again until it is retracted: a reload posts the same
   * nonce, as a reload in an LMS does. Throws what {@link launchPage} throws, and when the host is not started.
   */
  publish(launch: PublishedLaunch): string;
  /** Forgets all launch URLs of an exchange; its services go on, as tools report results later. */
  retract(exchangeId: string): void;
  /**
   * An unguessable URL at which `service` answers, until `forget` or `close`; only the newest few hundred are kept. Outcomes are
   * at `http://127.0.0.1:<port>`, because servers cannot resolve `platform.localhost` as browsers can.
   */
  offer(kind: PlatformServiceKind, exchangeId: string, service: PlatformService): string;
  /** A URL in the form of those that are offered, at which nobody answers: for a preview. */
  example(kind: PlatformServiceKind): string;
  /** Forgets launch and service URLs of an exchange. */
  forget(exchangeId: string): void;
  /** Forgets everything and stops listening. */
  close(): Promise<void>;
}

export const PLATFORM_HOST_NAME = 'platform.localhost';
const serviceHostName = '127.0.0.1';
const keptServices = 600;
const methodsOf: Readonly<Record<PlatformServiceKind, readonly string[]>> = {
  return: ['GET', 'HEAD'],
  outcomes: ['POST'],
  'content-items': ['POST'],
};

type OfferedService = { exchangeId: string; kind: PlatformServiceKind; url: string; service: PlatformService };

function token(random: Random, length: number): string {
  return Buffer.from(random.bytes(length)).toString('base64url');
}

function answer(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // The path is secret, the origin is not; no-referrer would also make the browser send `Origin: null`.
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

function isAddressInfo(address: ReturnType<Server['address']>): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function headerPairs(request: IncomingMessage): Pairs {
  const { rawHeaders } = request;
  return rawHeaders.flatMap((name, index): Pairs => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
}

export function createPlatformHost({ random, log }: { random: Random; log: Log }): PlatformHost {
  const launches = new Map<string, PublishedLaunch>();
  const services = new Map<string, OfferedService>();
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      // The URL is a secret of the launch, so it is not told.
      log.error('the platform host could not answer', error);
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'The platform could not answer. Look into the log of the app.');
    });
  });

  function port(): number {
    const address = server.address();
    if (!isAddressInfo(address)) throw new Error('The platform host is not started.');
    return address.port;
  }

  const origin = (kind: PlatformServiceKind | 'launch'): string =>
    `http://${kind === 'outcomes' ? serviceHostName : PLATFORM_HOST_NAME}:${port()}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', ...rest] = (request.url ?? '').split('?');
    const offered = services.get(path);
    // Another name that resolves to this machine (DNS rebinding) gets nothing.
    const expected = offered === undefined ? origin('launch') : origin(offered.kind);
    if (`http://${request.headers.host?.toLowerCase()}` !== expected) {
      answer(response, 421, 'This host answers for its own name only.');
      return;
    }
    if (offered?.kind === 'outcomes' ? isFromBrowser(request.headers) : isScripted(request)) {
      answer(response, 403, 'This address is not for scripts of a page, and that of outcomes is for servers alone.');
      return;
    }
    if (offered === undefined) showLaunch(request, response);
    else await serve(offered, rest.join('?'), request, response);
  }

  function showLaunch(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, 'Launch pages can only be read.', { Allow: 'GET, HEAD' });
      return;
    }
    const launch = launches.get(request.url ?? '');
    if (launch === undefined) {
      answer(response, 404, 'There is no such launch, or it is closed. Launch again.');
      return;
    }
    const nonce = token(random, 16);
    answer(response, 200, launchPage({ ...launch, nonce }), {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': launchPagePolicy(launch.mode, nonce),
    });
  }

  async function serve(
    { kind, url, service }: OfferedService,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method = '' } = request;
    if (!methodsOf[kind].includes(method)) {
      const allowed = methodsOf[kind].join(', ');
      answer(response, 405, `This address takes ${allowed} only.`, { Allow: allowed });
      return;
    }
    const body = await readRequestBody(request);
    if (body === null) {
      answer(response, 413, 'The message is too long.', { Connection: 'close' });
      return;
    }
    const result = await service({
      method,
      url: query === '' ? url : `${url}?${query}`,
      query: new URLSearchParams(query),
      headers: headerPairs(request),
      body,
    });
    answer(response, result.status, result.body, {
      'Content-Type': result.contentType,
      'Content-Security-Policy': platformPagePolicy,
    });
  }

  return {
    start() {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
    },
    publish(launch) {
      const launchOrigin = origin('launch');
      launchPage({ ...launch, nonce: '' });
      const path = `/launch/${token(random, 32)}`;
      launches.set(path, launch);
      return `${launchOrigin}${path}`;
    },
    retract(exchangeId) {
      remove(launches, exchangeId);
    },
    offer(kind, exchangeId, service) {
      const path = `/${kind}/${token(random, 32)}`;
      const url = `${origin(kind)}${path}`;
      services.set(path, { exchangeId, kind, url, service });
      const [oldest] = services.keys();
      if (services.size > keptServices && oldest !== undefined) services.delete(oldest);
      return url;
    },
    example: (kind) => `${origin(kind)}/${kind}/${'x'.repeat(43)}`,
    forget(exchangeId) {
      remove(launches, exchangeId);
      remove(services, exchangeId);
    },
    close() {
      launches.clear();
      services.clear();
      return new Promise((resolve, reject) => {
        if (!server.listening) {
          resolve();
          return;
        }
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      });
    },
  };
}

function remove(entries: Map<string, { exchangeId: string }>, exchangeId: string): void {
  for (const [path, entry] of entries) {
    if (entry.exchangeId === exchangeId) entries.delete(path);
  }
}
