/** Origin of an address; `null` where it has none. */
export function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed === null || parsed.origin === 'null' ? null : parsed.origin;
}

/** Host name of an address, lower case; empty where it has none. */
export function hostNameOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}

/** Whether browsers trust an address though it is not encrypted: this machine's own (Secure Contexts §3.1). */
export function isLoopbackHost(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(name) || name === '[::1]';
}

/** An address without its query, and cut short: what a sentence can carry. */
export function shortUrl(url: string): string {
  const bare = url.split(/[?#]/, 1)[0] ?? '';
  return bare.length > 120 ? `${bare.slice(0, 119)}…` : bare;
}
