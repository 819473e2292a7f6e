import { getDomain } from 'tldts';
import { parseUrl } from '../../url.ts';

/**
 * The site of an address: its scheme and registrable domain, or its whole host where it has none (IP addresses, `localhost`, public
 * suffixes themselves). `null` for addresses that have no site of their own (`about:`, `data:`). HTML §7.5 "schemelessly same
 * site", with the scheme as browsers count it since schemeful SameSite; public suffixes by https://publicsuffix.org, private
 * ones included.
 */
export function siteOf(address: string): string | null {
  const url = parseUrl(address);
  if (url === null || url.hostname === '' || !/^(https?|wss?):$/.test(url.protocol)) return null;
  const scheme = url.protocol === 'https:' || url.protocol === 'wss:' ? 'https' : 'http';
  const domain = getDomain(url.hostname, { allowPrivateDomains: true, validateHostname: false });
  return `${scheme}://${domain ?? url.hostname}`;
}

/**
 * Whether a request is a third party's: its site differs from that of the page at the top, or of any page between the two
 * (RFC 6265bis §5.2.1: the "site for cookies" of such a frame is none). `ancestors` are the addresses of the pages around the
 * requested document, or around and including the page that asks for something; a page at the top has none.
 */
export function isThirdParty(address: string, ancestors: readonly string[]): boolean {
  const site = siteOf(address);
  return ancestors.some((ancestor) => {
    const around = siteOf(ancestor);
    return around !== null && around !== site;
  });
}
