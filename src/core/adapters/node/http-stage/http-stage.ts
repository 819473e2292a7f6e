import type { StageEvent } from '../../../../protocol/host.ts';
import { carriesProof, proofsIn, redirectRefusal, redirectRefused } from '../../../../protocol/launch-proof.ts';
import type { Hop, LaunchMode } from '../../../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../../../protocol/problem.ts';
import { contentTypeOf, decodeText, TransportError, viewBody } from '../../../http/index.ts';
import type { HttpRequest, HttpResult, LaunchStage, Transport } from '../../../ports.ts';
import { framingRefusal } from './framing.ts';
import { nextStep } from './page.ts';
import { VisitCookies } from './visit-cookies.ts';

/** As browsers have it (Fetch §4.4). */
const maxRedirects = 20;
/** Pages that go on by themselves before it is a circle. */
const maxPages = 12;
const maxBodyBytes = 16 * 1024 * 1024;
/** Characters of a body's beginning that a hop carries, as in the launch view. */
const maxBodyCharacters = 256 * 1024;

export type HttpStageOptions = VisitOptions & {
  /** The client of a launch that believes these authorities (PEM) besides the built-in ones. */
  transport(authorities: readonly string[]): Transport;
};

type VisitOptions = {
  userAgent: string;
  /** For each page with the redirects that lead to it. */
  timeoutMs: number;
};

/** `allowedHosts`: who may have what the launch is signed with; `null` when that is nothing. */
type OneVisit = VisitOptions & { transport: Transport; allowedHosts: readonly string[] | null };

/**
 * A stage without a screen: follows a launch with the HTTP client as a browser would. It posts the form of the launch page,
 * keeps cookies by their `SameSite`, follows redirects, meta refreshes and forms that submit themselves, and honours what
 * forbids framing. Scripts do not run. A launch is over, and closed, when a page stays.
 */
export function httpStage(options: HttpStageOptions): LaunchStage & { readonly withoutScripts: true } {
  const listeners = new Set<(event: StageEvent) => void>();
  const open = new Map<string, AbortController>();
  const tell = (event: StageEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  return {
    withoutScripts: true,
    open: async ({ exchangeId, url, mode, records, authorities = [], allowedHosts = null }) => {
      const stop = new AbortController();
      open.set(exchangeId, stop);
      const hop = (one: Hop): void => tell({ type: 'hop', exchangeId, hop: one });
      const visit = new Visit(new URL(url), mode, records === 'page', stop.signal, hop, {
        ...options,
        transport: options.transport(authorities),
        allowedHosts,
      });
      visit
        .run()
        .then(({ href }) => tell({ type: 'settled', exchangeId, url: href, title: '' }))
        .finally(() => {
          open.delete(exchangeId);
          tell({ type: 'closed', exchangeId, reason: 'The launch was followed to its end.' });
        })
        // What went wrong stands in the last hop.
        .catch(() => {});
    },
    close: async (exchangeId) => open.get(exchangeId)?.abort(),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

class Visit {
  readonly #start: URL;
  readonly #mode: LaunchMode;
  readonly #signal: AbortSignal;
  readonly #tell: (hop: Hop) => void;
  readonly #options: OneVisit;
  readonly #cookies: VisitCookies;
  /** The launch page itself is the platform's, not a hop of the launch. */
  #recording: boolean;
  #hops = 0;
  /** Signatures and tokens of the forms posted so far. */
  readonly #proofs = new Set<string>();
  /** What led to the page that is loaded. */
  #cause: Hop['cause'] = { kind: 'first', from: null };

  constructor(
    start: URL,
    mode: LaunchMode,
    recordsFirst: boolean,
    signal: AbortSignal,
    tell: (hop: Hop) => void,
    options: OneVisit,
  ) {
    this.#start = start;
    this.#mode = mode;
    this.#recording = recordsFirst;
    this.#signal = signal;
    this.#tell = tell;
    this.#options = options;
    this.#cookies = new VisitCookies(start, mode);
  }

  /** Follows the visit to the page that stays; answers its address. */
  async run(): Promise<URL> {
    let request = this.#request('GET', this.#start, null);
    let initiator = this.#start;
    for (let pages = 0; ; pages += 1) {
      this.#cookies.begin({ page: initiator, method: request.method });
      const last = await this.#load(request);
      if (last === null) return new URL(request.url);
      const { hop, html } = last;
      const url = new URL(hop.url);
      const step = html === null ? ({ kind: 'stay' } as const) : nextStep(html, url, headerOf(hop, 'refresh'));
      if (step.kind === 'stay') return url;
      if (this.#recording) this.#cause = { kind: step.by, from: hop.index };
      this.#recording = true;
      if (pages >= maxPages) {
        this.#fail(hop, 'too-many-pages', `More than ${maxPages} pages went on to another by themselves.`);
        return url;
      }
      initiator = url;
      request =
        step.kind === 'post'
          ? this.#request('POST', step.url, new URLSearchParams(step.fields).toString(), url)
          : this.#request('GET', step.url, null, url);
    }
  }

  #request(method: string, url: URL, form: string | null, from?: URL): HttpRequest {
    return {
      method,
      url: url.href,
      headers: [
        ['User-Agent', this.#options.userAgent],
        ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
        ['Accept-Encoding', 'gzip, deflate, br'],
        ...(from === undefined ? [] : [['Referer', `${from.origin}/`] satisfies [string, string]]),
        ...(form === null || from === undefined
          ? []
          : ([
              ['Origin', from.origin],
              ['Content-Type', 'application/x-www-form-urlencoded'],
            ] satisfies [string, string][])),
      ],
      body: form === null ? null : new TextEncoder().encode(form),
    };
  }

  /** Loads a page with the redirects before it; `null` when there is none to read. */
  async #load(request: HttpRequest): Promise<{ hop: Hop; html: string | null } | null> {
    const offset = this.#hops;
    const result = await this.#exchange(request, offset);
    this.#hops += this.#recording ? result.hops.length : 0;
    const whole = result.hops.map((hop) => this.#finished(hop, offset, result));
    const last = whole.at(-1);
    if (this.#recording) whole.forEach(this.#tell);
    else if (!this.#signal.aborted) {
      const failure = result.failure ?? refusalOf(last);
      // Nothing of the launch follows that could say why there is none.
      if (failure !== null) {
        this.#tell(this.#placed(unsentHop(request, failure), offset));
        return null;
      }
    }
    if (last === undefined || last.failure !== null) return null;
    if (result.failure !== null) {
      this.#fail(last, result.failure.error, result.failure.reason);
      return null;
    }
    if (result.refused !== null) {
      const { method, url, failure } = result.refused;
      const unsent = unsentHop({ method, url, headers: [], body: null }, failure);
      this.#tell(this.#placed({ ...unsent, index: result.hops.length }, offset));
      this.#hops += 1;
      return null;
    }
    if (last.location !== null) {
      this.#fail(last, 'unknown-scheme', `It leads to ${last.location}, which only a program on the device can open.`);
      return null;
    }
    const bytes = result.bodies.get(last.index - offset);
    const contentType = contentTypeOf(last.responseHeaders);
    const isPage = /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? 'text/html');
    return { hop: last, html: bytes !== undefined && isPage ? decodeText(bytes, contentType).text : null };
  }

  async #exchange(request: HttpRequest, offset: number): Promise<Loaded> {
    const { transport, timeoutMs } = this.#options;
    const proofs = request.body === null ? [] : proofsIn(new TextDecoder().decode(request.body));
    for (const proof of proofs) this.#proofs.add(proof);
    let refused: Refused | null = null;
    try {
      const result = await transport.exchange(request, {
        signal: this.#signal,
        timeoutMs,
        maxBodyBytes,
        maxRedirects,
        cookies: this.#cookies,
        onHop: (hop) => {
          if (this.#recording) this.#tell(this.#placed(hop, offset));
        },
        // As browsers: a request read again with GET has no Origin.
        allowRedirect: (from, to, keepsBody) => {
          refused = this.#refusal(from, to, keepsBody && proofs.length > 0);
          return refused === null ? { dropHeaders: keepsBody ? [] : ['origin'] } : false;
        },
      });
      return { ...result, failure: null, refused };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { code, detail } = error.problem;
      const failure = { error: code, reason: detail ?? code };
      return error instanceof TransportError
        ? { hops: error.hops, bodies: error.bodies, failure, refused: null }
        : { hops: [unsentHop(request, failure)], bodies: new Map(), failure, refused: null };
    }
  }

  /** Why a redirect is not followed, as the launch view decides it; `null` when it is. */
  #refusal(from: URL, to: URL, keepsForm: boolean): Refused | null {
    const { allowedHosts } = this.#options;
    if (allowedHosts === null) return null;
    const losesEncryption = from.protocol === 'https:' && to.protocol === 'http:';
    const proofs = [...this.#proofs];
    const redirect = { host: to.host, address: to.href, losesEncryption, keepsForm, proofs };
    const how = carriesProof(redirect, allowedHosts);
    if (how === null) return null;
    const failure = { error: redirectRefused, reason: redirectRefusal(how, to.host) };
    return { method: keepsForm ? 'POST' : 'GET', url: to.href, failure };
  }

  #placed(hop: Hop, offset: number): Hop {
    const index = offset + hop.index;
    const cause: Hop['cause'] = hop.index === 0 ? this.#cause : { kind: 'redirect', from: index - 1 };
    return { ...hop, index, cause, frame: this.#mode === 'iframe' ? 'iframe' : 'top' };
  }

  /** The hop with its body, and with why a frame would not have shown it. */
  #finished(hop: Hop, offset: number, { bodies }: HttpResult): Hop {
    const bytes = bodies.get(hop.index);
    const body = bytes === undefined ? null : viewBody(bytes, contentTypeOf(hop.responseHeaders), bodyOptions);
    const framed = this.#mode === 'iframe' && this.#recording && hop.status !== null && hop.location === null;
    const refusal = framed ? framingRefusal(hop.responseHeaders, new URL(hop.url), this.#start) : null;
    return { ...this.#placed(hop, offset), body, failure: hop.failure ?? refusal };
  }

  #fail(hop: Hop, error: string, reason: string): void {
    if (this.#recording) this.#tell({ ...hop, failure: { error, reason } });
  }
}

type Refused = { method: string; url: string; failure: NonNullable<Hop['failure']> };
type Loaded = HttpResult & { failure: Hop['failure']; refused: Refused | null };

const bodyOptions = { maxChars: maxBodyCharacters };

function headerOf(hop: Hop, name: string): string | null {
  return hop.responseHeaders.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

/** Why the launch page is none, or `null`: it is served by this machine, with 200 unless its launch is over. */
function refusalOf(page: Hop | undefined): Hop['failure'] {
  const status = page?.status ?? null;
  if (status === null || status < 400) return null;
  return { error: 'launch-page', reason: `the launch page, which this machine serves, answered ${status}` };
}

/** A request that brought no page, such as one the client refuses to make because of a user name in its address. */
function unsentHop({ method, url, headers }: HttpRequest, failure: Hop['failure']): Hop {
  return {
    index: 0,
    frame: 'top',
    cause: { kind: 'unknown', from: null },
    parent: null,
    method,
    url,
    requestHeaders: headers,
    sentCookies: [],
    withheldCookies: [],
    startedAt: Date.now(),
    status: null,
    statusText: '',
    responseHeaders: [],
    location: null,
    cookies: [],
    timing: null,
    protocol: null,
    tls: null,
    remoteAddress: null,
    failure,
    body: null,
  };
}
