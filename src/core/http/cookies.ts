import { Cookie, CookieJar } from 'tough-cookie';
import type { CookieObservation } from '../../protocol/models/exchanges/exchange.ts';
import type { CookieStore } from '../ports.ts';

/** The `SameSite` of a cookie as browsers treat it: without one it counts as Lax. */
export type SameSite = 'none' | 'lax' | 'strict';

/** Whether a browser sends such a cookie with a request another site began (RFC 6265bis §5.8.3). `top`: it fills the window. */
export function isSentCrossSite(sameSite: SameSite, request: { method: string; top: boolean }): boolean {
  if (sameSite !== 'lax') return sameSite === 'none';
  return request.top && (request.method === 'GET' || request.method === 'HEAD');
}

/** The id browsers give for a cookie another site's `SameSite` keeps from being sent or stored. */
export function sameSiteReason(sameSite: string | undefined): string {
  if (sameSite === 'strict') return 'SameSiteStrict';
  return sameSite === 'lax' ? 'SameSiteLax' : 'SameSiteUnspecifiedTreatedAsLax';
}

/** The cookies of one exchange: a fresh jar, browser rules, and for each `Set-Cookie` line what became of it. */
export class ExchangeCookies implements CookieStore {
  readonly #jar = new CookieJar(null, { prefixSecurity: 'strict', enforceSecureOriginOnStorage: true });

  /**
   * The `Cookie` value for a request and the names in it. A `Cookie` header of the caller's own comes first;
   * a cookie the server has set since replaces the one of the same name. `null` when there is nothing to send. Cookies of the jar
   * that `sends` refuses are withheld.
   */
  headerFor(
    url: URL,
    own: string | null,
    sends: (sameSite: SameSite) => boolean = () => true,
  ): ReturnType<CookieStore['headerFor']> {
    const all = this.#jar.getCookiesSync(url.href);
    const kept = all.filter((cookie) => sends(sameSiteOf(cookie)));
    const withheld = all
      .filter((cookie) => !kept.includes(cookie))
      .map((cookie) => ({ name: cookie.key, blocked: [sameSiteReason(cookie.sameSite)] }));
    const jar = kept.map((cookie) => [cookie.key, cookie.cookieString()] as const);
    const fromJar = new Set(jar.map(([name]) => name));
    const given = (own ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
      .map((pair) => [pair.split('=', 1)[0] ?? pair, pair] as const)
      .filter(([name]) => !fromJar.has(name));
    const sent = [...given, ...jar];
    return {
      value: sent.length === 0 ? null : sent.map(([, pair]) => pair).join('; '),
      names: sent.map(([name]) => name),
      withheld,
    };
  }

  /** Takes one `Set-Cookie` line. `stored` is false as well for a line that deletes its cookie; `blocked` is empty then. */
  receive(line: string, url: URL): CookieObservation {
    const cookie = Cookie.parse(line, { loose: true });
    if (cookie === undefined) return { name: '', line, stored: false, blocked: ['SyntaxError'] };
    const blocked = this.#blockedReason(cookie, url);
    return {
      name: cookie.key,
      line,
      stored: blocked === null && cookie.TTL() > 0,
      blocked: blocked === null ? [] : [blocked],
    };
  }

  #blockedReason(cookie: Cookie, url: URL): string | null {
    // RFC 6265bis §5.6 step 17: browsers refuse such a cookie, and a client that kept it would hide why a launch loses its session.
    if (cookie.sameSite === 'none' && !cookie.secure) return 'SameSiteNoneInsecure';
    if (cookie.key.length + cookie.value.length > 4096) return 'NameValuePairExceedsMaxSize';
    try {
      this.#jar.setCookieSync(cookie, url.href);
      return null;
    } catch (error) {
      return browserReason(error instanceof Error ? error.message : '');
    }
  }
}

function sameSiteOf({ sameSite }: Cookie): SameSite {
  return sameSite === 'none' || sameSite === 'strict' ? sameSite : 'lax';
}

/** The id a browser gives for the reason the jar states in words. */
function browserReason(message: string): string {
  if (/not a secure connection/.test(message)) return 'SecureOnly';
  if (/prefix/.test(message)) return 'InvalidPrefix';
  if (/domain|public suffix/i.test(message)) return 'InvalidDomain';
  return 'UnknownError';
}
