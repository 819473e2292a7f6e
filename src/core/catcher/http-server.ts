import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CatcherSettings, CaughtRequest } from '../../protocol/models/lti/catcher.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { isScripted } from '../lti/browser-origin.ts';
import { readRequestBody } from '../lti/request-body.ts';
import type { Clock, Log } from '../ports.ts';
import { isFormContentType, parseForm } from '../signing/form-encoding.ts';
import { addressOf, isOwnHost } from './addresses.ts';

/** What the browser or the platform gets. */
export type CatcherResponse = {
  status: number;
  contentType: string;
  body: string;
  headers: Readonly<Record<string, string>>;
};

/** A request with what is not kept of it: its path, and the cookie header. */
export type Arrival = { request: CaughtRequest; path: string; cookies: string };

type ServerPorts = {
  settings: CatcherSettings;
  clock: Clock;
  log: Log;
  handle(arrival: Arrival): Promise<CatcherResponse>;
};

export type CatcherServer = { close(): Promise<void> };

const maskedHeaders = ['cookie', 'authorization', 'proxy-authorization'];
const shownMask = '••••••';

/** A text of the catcher itself. */
export function plainResponse(status: number, body: string, headers: Record<string, string> = {}): CatcherResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body, headers };
}

/**
 * Listens on the port of the settings, on the loopback interface unless they say otherwise. Throws `catcher.port-taken` and
 * `catcher.cannot-listen`.
 */
export async function openCatcherServer({ settings, clock, log, handle }: ServerPorts): Promise<CatcherServer> {
  const server = createServer(
    { requestTimeout: 20_000, headersTimeout: 10_000, maxHeaderSize: 32_768 },
    (request, response) => {
      respond(request, response).catch((error) => {
        log.error('the catcher could not answer', error);
        if (response.headersSent) response.destroy();
        else write(response, plainResponse(500, 'The catcher could not answer. Look into the log of the app.'));
      });
    },
  );
  server.maxConnections = 100;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host } = request.headers;
    if (host === undefined || !isOwnHost(host, settings)) {
      write(response, plainResponse(421, 'The catcher answers for its own address only.'));
      return;
    }
    if (isScripted(request)) {
      write(response, plainResponse(403, 'Launches come by navigation or from a server, not from a script of a page.'));
      return;
    }
    const body = await readRequestBody(request);
    if (body === null) {
      write(response, plainResponse(413, 'The message is longer than a launch may be.'));
      return;
    }
    write(response, await handle(arrivalOf(request, host, body)));
  }

  function arrivalOf(request: IncomingMessage, host: string, body: Uint8Array): Arrival {
    // Node gives the target as it came: a path for everyone but a proxy.
    const target = request.url?.startsWith('/') === true ? request.url : '/';
    const mark = target.indexOf('?');
    const text = new TextDecoder().decode(body);
    const isForm = isFormContentType(request.headers['content-type'] ?? '');
    return {
      path: mark === -1 ? target : target.slice(0, mark),
      cookies: request.headers.cookie ?? '',
      request: {
        at: clock.now(),
        method: request.method ?? 'GET',
        url: addressOf(target, host, settings),
        remoteAddress: request.socket.remoteAddress ?? '',
        headers: headerPairs(request),
        query: mark === -1 ? [] : parseForm(target.slice(mark + 1)),
        fields: isForm ? parseForm(text) : [],
        body: text,
      },
    };
  }

  await listen(server, settings);
  return {
    close: () =>
      new Promise((resolve) => {
        // Who has sent a launch still gets the answer.
        const impatient = setTimeout(() => server.closeAllConnections(), 1000);
        server.close(() => {
          clearTimeout(impatient);
          resolve();
        });
      }),
  };
}

function headerPairs({ rawHeaders }: IncomingMessage): Pairs {
  return rawHeaders.flatMap((name, index): Pairs => {
    if (index % 2 !== 0) return [];
    const value = rawHeaders[index + 1] ?? '';
    // OAuth in a header is the launch itself; all else in these is somebody's session.
    const masked = maskedHeaders.includes(name.toLowerCase()) && !/^OAuth\s/i.test(value);
    return [[name, masked ? shownMask : value]];
  });
}

function write(response: ServerResponse, { status, contentType, body, headers }: CatcherResponse): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    Connection: 'close',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'",
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function listen(server: Server, { port, reach }: CatcherSettings): Promise<void> {
  const address = reach === 'loopback' ? '127.0.0.1' : '0.0.0.0';
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      const detail = error.message;
      reject(
        taken
          ? new ProblemError('catcher.port-taken', { params: { port }, detail })
          : new ProblemError('catcher.cannot-listen', { params: { address, port }, detail }),
      );
    });
    server.listen(port, address, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}
