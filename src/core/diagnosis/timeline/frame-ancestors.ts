/**
 * Whether a page at `self` may be framed by a page at `ancestor` (both origins), by the sources of one `frame-ancestors`
 * directive (CSP Level 3 §6.4.2 and §6.7.2.8).
 */
export function allowsAncestor(sources: readonly string[], ancestor: string, self: string): boolean {
  const asked = URL.parse(ancestor);
  const own = URL.parse(self);
  if (asked === null || own === null) return false;
  return sources.some((source) => matches(source.toLowerCase(), asked, own));
}

function matches(source: string, ancestor: URL, self: URL): boolean {
  if (source === "'none'") return false;
  if (source === '*') return ancestor.protocol === 'http:' || ancestor.protocol === 'https:';
  if (source === "'self'") return sameOrUpgraded(self.origin, ancestor);
  if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return schemeMatches(source, ancestor.protocol);
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|\*\.[^/:]+|[^/:*]+)(?::(\d+|\*))?(?:\/.*)?$/.exec(source);
  if (parts === null) return false;
  const [, scheme, host = '', port] = parts;
  return (
    schemeMatches(scheme === undefined ? self.protocol : `${scheme}:`, ancestor.protocol) &&
    hostMatches(host, ancestor.hostname) &&
    portMatches(port, ancestor)
  );
}

/** http in a policy means https too: a site may move up, never down. */
function schemeMatches(allowed: string, actual: string): boolean {
  return allowed === actual || (allowed === 'http:' && actual === 'https:');
}

function hostMatches(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host;
}

function portMatches(pattern: string | undefined, { port, protocol }: URL): boolean {
  const actual = port === '' ? defaultPort(protocol) : port;
  if (pattern === '*') return true;
  if (pattern === undefined) return actual === defaultPort(protocol);
  return pattern === actual || (pattern === '80' && actual === '443');
}

function sameOrUpgraded(origin: string, ancestor: URL): boolean {
  if (origin === ancestor.origin) return true;
  const own = new URL(origin);
  const bothDefault = own.port === '' && ancestor.port === '';
  return own.hostname === ancestor.hostname && bothDefault && schemeMatches(own.protocol, ancestor.protocol);
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}
