import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AdvantageAddresses } from '../../../../protocol/models/advantage/addresses.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { ProblemError } from '../../../../protocol/problem.ts';
import type { Log, Random } from '../../../ports.ts';
import type { SettingsRepository } from '../../../storage/repositories/settings.ts';
import { isFromBrowser, isScripted } from '../../browser-origin.ts';
import { readRequestBody } from '../../request-body.ts';
import { type AdvantageOrigins, type Audience, advantageAddresses, originsOn } from './addresses.ts';
import { type Listening, listenOnKeptPort } from './port.ts';
import { type EndpointName, isPublic, methodsOf, type Route, routeOf } from './routes.ts';

export type AdvantageRequest = {
  method: string;
  /** As the address was handed out, with the query that came. */
  url: string;
  path: string;
  query: URLSearchParams;
  headers: Pairs;
  /** At most 256 KiB: what is longer is refused before an endpoint sees it. */
  body: Uint8Array;
};

/** Headers win over those the host gives every answer: no caching, no sniffing, nothing that runs. */
export type AdvantageAnswer = { status: number; headers: Pairs; body: string };

/**
 * Answers what comes below `/lti/<registrationId>/<name>`; `rest` are the path segments after the name, decoded. A `vault.locked`
 * it throws is told to the caller as 503, everything else as 500.
 */
export type AdvantageEndpoint = (
  registrationId: string,
  rest: readonly string[],
  request: AdvantageRequest,
) => Promise<AdvantageAnswer>;

/** The page a launch begins with. It is asked for when the browser loads it, and may take its time. */
export type LaunchPageSource = () => Promise<AdvantageAnswer>;

/**
 * The app as a platform of LTI 1.3: one server on the loopback interface under two names, that of the browser and that of servers.
 * Each registration has addresses of its own there, on a port that is kept, so that a tool stays registered.
 */
export interface AdvantageHost {
  /** Listens; at once when it does already. Throws `advantage.cannot-listen`. */
  start(): Promise<void>;
  /** Throws when it is not started. */
  origins(): AdvantageOrigins;
  /** Of a registration; `issuer` may be empty. Throws when it is not started. */
  addresses(registration: { id: string; issuer: string }): AdvantageAddresses;
  /** `service` gets all that has no name of its own: `rest` then holds the whole path after the registration. */
  mount(name: EndpointName, audience: Audience, endpoint: AdvantageEndpoint): void;
  /** The URL a launch begins at, unguessable and new each time. Throws when the host is not started. */
  publish(exchangeId: string, page: LaunchPageSource): string;
  /** Forgets the launch pages of an exchange. */
  retract(exchangeId: string): void;
  /** Forgets all pages and stops listening. Endpoints stay mounted. */
  close(): Promise<void>;
}

export type AdvantageHostPorts = {
  settings: SettingsRepository;
  random: Random;
  log: Log;
  /** Whether a registration has this id. */
  isRegistration(id: string): boolean;
};

const plainText: Pairs = [['Content-Type', 'text/plain; charset=utf-8']];

export function createAdvantageHost({ settings, random, log, isRegistration }: AdvantageHostPorts): AdvantageHost {
  const endpoints = new Map<EndpointName, { audience: Audience; endpoint: AdvantageEndpoint }>();
  const pages = new Map<string, { exchangeId: string; page: LaunchPageSource }>();
  let listening: Listening | null = null;
  let starting: Promise<void> | null = null;
  const server = createServer(
    { requestTimeout: 20_000, headersTimeout: 10_000, maxHeaderSize: 65_536 },
    (request, response) => {
      respond(request)
        // Paths hold one-time tokens, so they are not told.
        .catch((error: unknown) => failed(error, log))
        .then((answer) => write(response, answer));
    },
  );
  server.maxConnections = 200;

  function origins(): AdvantageOrigins {
    if (listening === null) throw new Error('The platform of LTI 1.3 is not started.');
    return originsOn(listening.port);
  }

  async function respond(request: IncomingMessage): Promise<AdvantageAnswer> {
    const [path = '/', ...queries] = targetOf(request).split('?');
    const route = routeOf(path);
    const mounted = route.is === 'endpoint' ? endpoints.get(route.name) : undefined;
    const origin = origins()[mounted?.audience ?? 'browser'];
    // Another name that resolves to this machine (DNS rebinding) gets nothing.
    if (`http://${request.headers.host?.toLowerCase()}` !== origin) {
      return told(421, 'This address answers under its own host name only.');
    }
    if (!isPublic(route) && (mounted?.audience === 'server' ? isFromBrowser(request.headers) : isScripted(request))) {
      return told(403, 'This address is not for scripts of a page, and those of services are for servers alone.');
    }
    const { method = '' } = request;
    const allowed = methodsOf(route);
    if (allowed !== null && !allowed.includes(method)) {
      return told(405, `This address takes ${allowed.join(', ')} only.`, [['Allow', allowed.join(', ')]]);
    }
    if (route.is === 'launch') return (await pages.get(route.token)?.page()) ?? noLaunch;
    if (route.is === 'nothing' || mounted === undefined) return told(404, 'There is nothing at this address.');
    return answerEndpoint(route, mounted.endpoint, request, { path, query: queries.join('?'), origin });
  }

  async function answerEndpoint(
    { registrationId, rest }: Extract<Route, { is: 'endpoint' }>,
    endpoint: AdvantageEndpoint,
    request: IncomingMessage,
    { path, query, origin }: { path: string; query: string; origin: string },
  ): Promise<AdvantageAnswer> {
    if (!isRegistration(registrationId)) {
      return told(404, 'There is no registration of this address. It may have been deleted.');
    }
    const body = await readRequestBody(request);
    if (body === null) return told(413, 'The message is too long.', [['Connection', 'close']]);
    return endpoint(registrationId, rest, {
      method: request.method ?? '',
      url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
      path,
      query: new URLSearchParams(query),
      headers: headerPairs(request),
      body,
    });
  }

  return {
    start() {
      starting ??= listenOnKeptPort(server, { settings, random })
        .then((on) => {
          listening = on;
        })
        .catch((error) => {
          starting = null;
          throw error;
        });
      return starting;
    },
    origins,
    addresses: (registration) => advantageAddresses(origins(), registration, listening?.takenPort ?? null),
    mount(name, audience, endpoint) {
      endpoints.set(name, { audience, endpoint });
    },
    publish(exchangeId, page) {
      const { browser } = origins();
      const token = Buffer.from(random.bytes(32)).toString('base64url');
      pages.set(token, { exchangeId, page });
      return `${browser}/launch/${token}`;
    },
    retract(exchangeId) {
      for (const [token, page] of pages) {
        if (page.exchangeId === exchangeId) pages.delete(token);
      }
    },
    async close() {
      pages.clear();
      await starting?.catch(() => {});
      starting = null;
      listening = null;
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const noLaunch = told(404, 'There is no such launch, or it is closed. Launch again.');

function told(status: number, text: string, headers: Pairs = []): AdvantageAnswer {
  return { status, headers: [...plainText, ...headers], body: text };
}

function failed(error: unknown, log: Log): AdvantageAnswer {
  if (error instanceof ProblemError && error.problem.code === 'vault.locked') {
    return told(503, 'The vault of Countersign is locked. Unlock it and try again.', [['Retry-After', '30']]);
  }
  log.error('the platform of LTI 1.3 could not answer', error);
  return told(500, 'The platform could not answer. Look into the log of the app.');
}

/** Node gives the target as it came: a path for everyone but a proxy. */
function targetOf({ url = '/' }: IncomingMessage): string {
  return url.startsWith('/') ? url : '/';
}

function headerPairs({ rawHeaders }: IncomingMessage): Pairs {
  return rawHeaders.flatMap((name, index): Pairs => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
}

function write(response: ServerResponse, { status, headers, body }: AdvantageAnswer): void {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const common: Pairs = [
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
    // The path is secret, the origin is not; no-referrer would also make the browser send `Origin: null`.
    ['Referrer-Policy', 'strict-origin-when-cross-origin'],
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ];
  response.writeHead(status, [...headers, ...common.filter(([name]) => !names.has(name.toLowerCase()))].flat());
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
