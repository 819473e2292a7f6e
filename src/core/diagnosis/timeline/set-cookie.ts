import type { CookieAttributes } from '../../../protocol/models/exchanges/timeline.ts';

/**
 * The attributes of a `Set-Cookie` line (RFC 6265bis §5.6): names in any case, the last of a repeated one counts. A
 * `Max-Age` that is no whole number is ignored, as browsers do.
 */
export function cookieAttributes(line: string): CookieAttributes {
  const [, ...parts] = line.split(';');
  const given = new Map(
    parts.map((part): [string, string] => {
      const equals = part.indexOf('=');
      return equals === -1
        ? [part.trim().toLowerCase(), '']
        : [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()];
    }),
  );
  const text = (name: string): string | null => given.get(name) ?? null;
  const maxAge = text('max-age');
  return {
    sameSite: text('samesite'),
    secure: given.has('secure'),
    httpOnly: given.has('httponly'),
    partitioned: given.has('partitioned'),
    domain: text('domain') === '' ? null : text('domain'),
    path: text('path') === '' ? null : text('path'),
    maxAge: maxAge !== null && /^-?\d{1,15}$/.test(maxAge) ? Number(maxAge) : null,
    expires: text('expires') === '' ? null : text('expires'),
  };
}

/** Milliseconds from `now` (epoch milliseconds) to its end; `null` for a cookie of the session. Max-Age wins over Expires. */
export function lifetimeOf({ maxAge, expires }: CookieAttributes, now: number): number | null {
  if (maxAge !== null) return maxAge * 1000;
  const end = expires === null ? Number.NaN : Date.parse(expires);
  return Number.isNaN(end) ? null : end - now;
}

/** Whether the line takes a cookie away: its end lies at or before `now` (epoch milliseconds). */
export function deletesCookie(attributes: CookieAttributes, now: number): boolean {
  const lifetime = lifetimeOf(attributes, now);
  return lifetime !== null && lifetime <= 0;
}
