import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock, CookieStore, HttpOptions, HttpRequest, HttpResult, Transport } from '../ports.ts';
import { openConnection } from './connection.ts';
import { ExchangeCookies } from './cookies.ts';
import { describeFailure, ExchangeStopped, type Failure, TransportError } from './failures.ts';
import { HopDraft, headerValues } from './hop-draft.ts';
import { ProgressReporter } from './progress.ts';
import { droppedNames, redirectedRequest, redirectPermission, redirectTarget } from './redirects.ts';
import { type ResponseHead, roundTrip } from './round-trip.ts';
import { wireHeaders } from './wire-headers.ts';

export type TransportOptions = {
  clock?: Clock;
  /** The authorities to trust (PEM), asked for with every exchange; `null` for the built-in ones. */
  trusted?(): readonly string[] | null;
};

/**
 * The HTTP client. HTTP/1.1, one fresh connection per hop, no proxy: settings in the environment such as `HTTPS_PROXY`
 * are not looked at, because a proxy between would hide what is measured here.
 * The request goes out as given; only `host`, `connection` and `content-length` are added, and cookies the exchange itself collected.
 * `exchange` rejects with a {@link TransportError} for everything that happened on the network, and with `input.invalid`
 * for a URL that cannot be requested. With `maxRedirects: 0` a redirect is an answer like any other. `close` cancels what is running.
 */
export function createTransport(options: TransportOptions = {}): Transport & { close(): void } {
  const closing = new AbortController();
  const { clock = { now: () => Date.now() }, trusted = () => null } = options;
  return {
    exchange: (request, httpOptions) => new HttpExchange(httpOptions, clock, trusted(), closing.signal).run(request),
    close: () => closing.abort(),
  };
}

class HttpExchange {
  readonly #options: HttpOptions;
  readonly #clock: Clock;
  readonly #trusted: readonly string[] | null;
  readonly #closing: AbortSignal;
  readonly #stop = new AbortController();
  readonly #cookies: CookieStore;
  readonly #hops: Hop[] = [];
  readonly #bodies = new Map<number, Uint8Array>();
  readonly #startedAt = performance.now();

  constructor(options: HttpOptions, clock: Clock, trusted: readonly string[] | null, closing: AbortSignal) {
    this.#options = options;
    this.#cookies = options.cookies ?? new ExchangeCookies();
    this.#clock = clock;
    this.#trusted = trusted;
    this.#closing = closing;
  }

  async run(request: HttpRequest): Promise<HttpResult> {
    const url = parseRequestUrl(request.url);
    const cancel = () => this.#stop.abort(new ExchangeStopped('cancelled'));
    const sources = [this.#closing, ...(this.#options.signal === undefined ? [] : [this.#options.signal])];
    for (const source of sources) {
      if (source.aborted) cancel();
      else source.addEventListener('abort', cancel, { once: true });
    }
    const timer = setTimeout(() => this.#stop.abort(new ExchangeStopped('timeout')), this.#options.timeoutMs);
    try {
      await this.#follow(request, url);
      return { hops: this.#hops, bodies: this.#bodies };
    } finally {
      clearTimeout(timer);
      for (const source of sources) source.removeEventListener('abort', cancel);
    }
  }

  async #follow(first: HttpRequest, firstUrl: URL): Promise<void> {
    let request = first;
    let url = firstUrl;
    let dropped: readonly string[] = [];
    for (let redirects = 0; ; redirects += 1) {
      const to = await this.#hop(request, url, dropped);
      if (to === null) return;
      const status = this.#hops.at(-1)?.status ?? 0;
      const permission = redirectPermission(request, status, url, to, this.#options.allowRedirect);
      if (!permission.follow) return;
      if (this.#options.maxRedirects === 0) return;
      if (redirects >= this.#options.maxRedirects) throw this.#tooManyRedirects(to);
      dropped = droppedNames(request, permission.dropHeaders);
      request = redirectedRequest(request, status, url, to, permission.dropHeaders);
      url = to;
    }
  }

  /** Does one hop; answers where it redirects to, or `null` where the exchange ends. */
  async #hop(request: HttpRequest, url: URL, dropped: readonly string[]): Promise<URL | null> {
    if (this.#stop.signal.aborted) throw this.#error(this.#describe(this.#stop.signal.reason, url, null));
    const { wire, draft } = this.#prepare(request, url);
    if (dropped.length > 0) draft.note({ droppedHeaders: [...dropped] });
    this.#publish(draft);
    let target: URL | null = null;
    try {
      target = await this.#send(wire, url, draft);
    } catch (error) {
      draft.phases.stop();
      const failure = this.#describe(this.#stop.signal.aborted ? this.#stop.signal.reason : error, url, draft);
      draft.note({ failure: { error: failure.error, reason: failure.reason } });
      this.#publish(draft);
      throw this.#error(failure, error);
    }
    draft.phases.stop();
    this.#publish(draft);
    return target;
  }

  #prepare(request: HttpRequest, url: URL): { wire: HttpRequest; draft: HopDraft } {
    const own = headerValues(request.headers, 'cookie').join('; ');
    const { value, names, withheld } = this.#cookies.headerFor(url, own === '' ? null : own);
    const headers = withCookie(request.headers, value);
    const draft = new HopDraft({
      index: this.#hops.length,
      method: request.method,
      url: url.href,
      requestHeaders: wireHeaders(request.method, url, headers, request.body),
      sentCookies: names,
      withheldCookies: withheld,
      startedAt: this.#clock.now(),
    });
    return { wire: { ...request, url: url.href, headers }, draft };
  }

  async #send(wire: HttpRequest, url: URL, draft: HopDraft): Promise<URL | null> {
    const { signal } = this.#stop;
    const certificate = this.#options.clientCertificate;
    const socket = await openConnection(url, {
      clientCertificate: certificate?.hosts.includes(url.host) === true ? certificate.tls : undefined,
      phases: draft.phases,
      signal,
      trusted: this.#trusted,
      onConnected: (remoteAddress) => draft.note({ remoteAddress }),
      onTls: (tls) => draft.note({ tls }),
    });
    const progress = new ProgressReporter((received, total) => this.#options.onProgress?.(received, total));
    let target: URL | null = null;
    const { body, error } = await roundTrip(wire, socket, {
      phases: draft.phases,
      signal,
      maxBodyBytes: this.#options.maxBodyBytes,
      onReceived: (received, total) => progress.update(received, total),
      onHead: (head) => {
        target = this.#receiveHead(head, url, draft);
      },
    });
    progress.flush();
    if (draft.hop().status !== null) this.#bodies.set(draft.hop().index, body);
    if (error !== null) throw error;
    return target;
  }

  #receiveHead({ status, statusText, headers }: ResponseHead, url: URL, draft: HopDraft): URL | null {
    const cookies = headerValues(headers, 'set-cookie').map((line) => this.#cookies.receive(line, url));
    draft.note({ status, statusText, responseHeaders: headers, cookies });
    const target = redirectTarget(status, headerValues(headers, 'location')[0], url);
    if (target.kind === 'none') return null;
    if (target.kind === 'invalid') {
      const reason = `the Location header is not a URL: ${target.value}`;
      draft.note({ failure: { error: 'invalid-location', reason } });
      return null;
    }
    draft.note({ location: target.url.href });
    if (!isHttp(target.url)) return null;
    // User names in a redirect would be sent as credentials nobody entered.
    target.url.username = '';
    target.url.password = '';
    return target.url;
  }

  #publish(draft: HopDraft): void {
    const hop = draft.hop();
    this.#hops[hop.index] = hop;
    this.#options.onHop?.(hop);
  }

  #tooManyRedirects(to: URL): TransportError {
    const { maxRedirects } = this.#options;
    const circle = this.#hops.some((hop) => hop.url === to.href);
    const reason = circle
      ? `the redirects go in a circle: ${to.origin}${to.pathname} was visited before`
      : `more than ${maxRedirects} redirects`;
    return this.#error({
      code: 'network.too-many-redirects',
      params: { limit: maxRedirects, host: to.host, circle: circle ? 1 : 0 },
      error: 'too-many-redirects',
      reason,
    });
  }

  #describe(error: unknown, url: URL, draft: HopDraft | null): Failure {
    return describeFailure(error, {
      url,
      phase: draft?.phases.current ?? 'connect',
      timeoutMs: this.#options.timeoutMs,
      elapsedMs: performance.now() - this.#startedAt,
    });
  }

  #error(failure: Failure, cause?: unknown): TransportError {
    return new TransportError(failure, { hops: this.#hops, bodies: this.#bodies }, cause);
  }
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

function parseRequestUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isHttp(url)) {
    throw new ProblemError('input.invalid', {
      field: 'url',
      detail: 'a request needs a complete URL that begins with http:// or https://',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new ProblemError('input.invalid', {
      field: 'url',
      detail: 'a user name or password in the URL is not sent; use an Authorization header',
    });
  }
  return url;
}

/** Puts the cookie value where the caller's own `Cookie` header stands, else at the end. */
function withCookie(headers: HttpRequest['headers'], value: string | null): HttpRequest['headers'] {
  const first = headers.findIndex(([name]) => name.toLowerCase() === 'cookie');
  const rest = headers.filter(([name], index) => name.toLowerCase() !== 'cookie' || index === first);
  if (value === null) return rest;
  if (first === -1) return [...rest, ['Cookie', value]];
  return rest.map(([name, old], index) => (index === first ? [name, value] : [name, old]));
}
