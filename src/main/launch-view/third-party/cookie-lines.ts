/** A cookie the browser has; only what tells partitioned cookies (CHIPS) from others. */
export type HeldCookie = { name: string; value: string; isPartitioned: boolean };

/**
 * The part of a `Cookie` header a third party may have where third-party cookies are off: partitioned cookies, which belong to
 * this pair of sites alone. `null` when nothing is left.
 */
export function partitionedOnly(header: string, held: readonly HeldCookie[]): string | null {
  const may = new Set(held.filter(({ isPartitioned }) => isPartitioned).map(({ name, value }) => `${name}=${value}`));
  const kept = header.split('; ').filter((pair) => may.has(pair.includes('=') ? pair : `=${pair}`));
  return kept.length === 0 ? null : kept.join('; ');
}

/**
 * Whether a `Set-Cookie` line of a third party asks for a cookie of its own for each site around it: `Partitioned`, and `Secure`,
 * without which browsers do not store such a cookie (https://github.com/privacycg/CHIPS).
 */
export function asksForPartition(line: string): boolean {
  const { partitioned, secure } = attributesOf(line);
  return partitioned && secure;
}

/**
 * Whether a `Set-Cookie` line of a third party is refused for that alone. Every other line of a third party is either let through,
 * as it asks for a partition, or refused by the browser for a reason of its own, which is worth telling: without
 * `SameSite=None` it is not for other sites, and without `Secure` that counts for nothing (RFC 6265bis §5.6).
 */
export function isRefusedAsThirdParty(line: string): boolean {
  const { partitioned, secure, crossSite } = attributesOf(line);
  return secure && crossSite && !partitioned;
}

function attributesOf(line: string): { secure: boolean; partitioned: boolean; crossSite: boolean } {
  const attributes = line
    .split(';')
    .slice(1)
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name: name.trim().toLowerCase(), value: value.join('=').trim().toLowerCase() };
    });
  const has = (wanted: string) => attributes.some(({ name }) => name === wanted);
  const sameSite = attributes.findLast(({ name }) => name === 'samesite')?.value;
  return { secure: has('secure'), partitioned: has('partitioned'), crossSite: sameSite === 'none' };
}
