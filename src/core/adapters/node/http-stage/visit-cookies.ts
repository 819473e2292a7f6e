import { getPublicSuffix } from 'tough-cookie';
import type { CookieObservation, LaunchMode } from '../../../../protocol/models/exchanges/exchange.ts';
import { ExchangeCookies, isSentCrossSite, sameSiteReason } from '../../../http/index.ts';
import type { CookieStore } from '../../../ports.ts';

/** Who began the requests of one exchange, and with which method. */
export type Initiator = { page: URL; method: string };

/**
 * The cookies of a whole visit, sent and taken as a browser does by `SameSite` (RFC 6265bis §5.6, §5.8): in a frame of another
 * site only `SameSite=None` counts, in a window Lax is held back from another site's form post and Strict from all it begins.
 */
export class VisitCookies implements CookieStore {
  readonly #jar = new ExchangeCookies();
  readonly #platform: URL;
  readonly #mode: LaunchMode;
  #initiator: Initiator;
  #requests = 0;

  constructor(platform: URL, mode: LaunchMode) {
    this.#platform = platform;
    this.#mode = mode;
    this.#initiator = { page: platform, method: 'GET' };
  }

  /** Requests that follow, redirects included, count as begun by this page. */
  begin(initiator: Initiator): void {
    this.#initiator = initiator;
    this.#requests = 0;
  }

  headerFor(url: URL, own: string | null): ReturnType<CookieStore['headerFor']> {
    this.#requests += 1;
    const top = this.#mode === 'window';
    const { page, method } = this.#initiator;
    const foreign = !sameSite(page, url) || (!top && !sameSite(this.#platform, url));
    // A redirect of a post is read with GET, but for 307 and 308, whose cookies are rarely what a launch hangs on.
    const asked = this.#requests === 1 ? method : 'GET';
    return this.#jar.headerFor(url, own, (kind) => !foreign || isSentCrossSite(kind, { method: asked, top }));
  }

  receive(line: string, url: URL): CookieObservation {
    const foreignFrame = this.#mode === 'iframe' && !sameSite(this.#platform, url);
    const reason = foreignFrame ? foreignReason(line) : null;
    if (reason === null) {
      const observed = this.#jar.receive(line, url);
      // A line that deletes its cookie was obeyed, and a browser reports nothing of it.
      return { ...observed, stored: observed.blocked.length === 0 };
    }
    return { name: line.split(/[=;]/, 1)[0]?.trim() ?? '', line, stored: false, blocked: [reason] };
  }
}

/** Why such a cookie may not be set in a frame of another site, or `null`. */
function foreignReason(line: string): string | null {
  const value = /;\s*samesite\s*=\s*([^;\s]*)/i.exec(line)?.[1]?.toLowerCase();
  return value === 'none' ? null : sameSiteReason(value);
}

/** Schemeful same-site (HTML §7.1.1.2): scheme and registrable domain; addresses and local names stand for themselves. */
export function sameSite(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && siteOf(one) === siteOf(other);
}

function siteOf({ hostname }: URL): string {
  if (/^[\d.]+$|^\[|(^|\.)localhost$/.test(hostname)) return hostname;
  return getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true }) ?? hostname;
}
