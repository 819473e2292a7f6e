import { isIP } from 'node:net';

/** An address only its own network reaches: loopback, private, link-local (RFC 1918, RFC 4193, RFC 6598), and names for them. */
export function isPrivateHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (isIP(name) === 4) {
    const [a = 0, b = 0] = name.split('.').map(Number);
    return (
      a === 10 ||
      a === 127 ||
      a === 0 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254) ||
      (a === 100 && b >= 64 && b <= 127)
    );
  }
  if (isIP(name) === 6) return /^(?:::1?$|f[cd]|fe[89ab]|::ffff:(?:10|127)\.)/.test(name);
  return /(?:^|\.)(?:localhost|local|internal|lan|home|corp|test)$/.test(name) || !name.includes('.');
}
