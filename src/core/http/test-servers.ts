import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type Socket, type Server as TcpServer } from 'node:net';
import { afterEach } from 'vitest';
import { createTrust } from '../authorities/trust.ts';
import type { HttpOptions, HttpRequest, HttpResult } from '../ports.ts';
import { TransportError } from './failures.ts';
import { createTransport } from './transport.ts';

/** A server of one test: where it listens, and how to end it together with its connections. */
export type TestServer = { port: number; close(): Promise<void> };

export async function serve(listener: RequestListener): Promise<TestServer> {
  return await listening(createHttp(listener));
}

export type CertificateName = 'server' | 'other' | 'expired';

export async function serveTls(name: CertificateName, listener: RequestListener): Promise<TestServer> {
  const key = testFile(`test-only-${name}.key.pem`);
  return await listening(createHttps({ key, cert: testFile(`test-only-${name}.cert.pem`) }, listener));
}

/** A server that answers whatever it is sent with raw bytes, then closes. `null` resets the connection. */
export async function serveRaw(answer: string | null): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createTcp((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      if (answer === null) socket.resetAndDestroy();
      else socket.end(Buffer.from(answer, 'latin1'));
    });
  });
  const { port } = await listening(server);
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const testAuthority = testFile('test-only-authority.cert.pem');

/** Servers and exchanges of one test file; everything is closed after each test. */
export function testBench() {
  const cleanups: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });
  const exchange = (
    request: HttpRequest,
    options: Partial<HttpOptions> = {},
    authorities: readonly string[] = [testAuthority],
  ): Promise<HttpResult> => {
    const transport = createTransport({ trusted: createTrust(authorities).all });
    cleanups.push(() => transport.close());
    return transport.exchange(request, { ...defaults, ...options });
  };
  return {
    exchange,
    /** The port of a server that ends with the test. */
    started: async (server: Promise<TestServer>): Promise<number> => {
      const { port, close } = await server;
      cleanups.push(close);
      return port;
    },
    /** The error of an exchange that must fail. */
    failureOf: async (...given: Parameters<typeof exchange>): Promise<TransportError> => {
      const outcome = await exchange(...given).catch((error: unknown) => error);
      if (!(outcome instanceof TransportError)) throw new Error(`no transport error: ${String(outcome)}`);
      return outcome;
    },
  };
}

export function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export const defaults: HttpOptions = { timeoutMs: 10_000, maxBodyBytes: 1_000_000, maxRedirects: 5 };

export function get(url: string, headers: HttpRequest['headers'] = []): HttpRequest {
  return { method: 'GET', url, headers, body: null };
}

function testFile(name: string): string {
  return readFileSync(new URL(`../../../test/fixtures/tls/${name}`, import.meta.url), 'utf8');
}

async function listening(server: Server | TcpServer): Promise<TestServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test server has no port');
  return {
    port: address.port,
    close: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
