import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../ports.ts';
import { type LaunchPage, launchPage, launchPagePolicy } from './launch-page.ts';

/** A launch to be served: see {@link LaunchPage}. */
export type PublishedLaunch = Omit<LaunchPage, 'nonce'> & { exchangeId: string };

/**
 * Serves launch pages to the embedded browser as an LMS would, from `http://platform.localhost:<port>` on the loopback
 * interface, so that tools see an ordinary Origin and Referer and a site other than their own.
 */
export interface PlatformHost {
  /** Listens on a free port of 127.0.0.1. Rejects with the system's error. */
  start(): Promise<void>;
  /**
   * The URL that launches, unguessable and new each time. It can be loaded again until it is retracted: a reload posts the same
   * nonce, as a reload in an LMS does. Throws what {@link launchPage} throws, and when the host is not started.
   */
  publish(launch: PublishedLaunch): string;
  /** Forgets all URLs of an exchange. */
  retract(exchangeId: string): void;
  /** Forgets everything and stops listening. */
  close(): Promise<void>;
}

export const PLATFORM_HOST_NAME = 'platform.localhost';

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

export function createPlatformHost({ random }: { random: Random }): PlatformHost {
  const launches = new Map<string, PublishedLaunch>();
  const server = createServer(handle);

  function authority(): string {
    const address = server.address();
    if (!isAddressInfo(address)) throw new Error('The platform host is not started.');
    return `${PLATFORM_HOST_NAME}:${address.port}`;
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    // Another name that resolves to this machine (DNS rebinding) gets nothing.
    if (request.headers.host?.toLowerCase() !== authority()) {
      answer(response, 421, 'This host answers for its own name only.');
      return;
    }
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
      const origin = `http://${authority()}`;
      launchPage({ ...launch, nonce: '' });
      const path = `/launch/${token(random, 32)}`;
      launches.set(path, launch);
      return `${origin}${path}`;
    },
    retract(exchangeId) {
      for (const [path, launch] of launches) {
        if (launch.exchangeId === exchangeId) launches.delete(path);
      }
    },
    close() {
      launches.clear();
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
