import { parseUrl } from '../url.ts';
import { appHost, appOrigin, appScheme, originOf } from './origin.ts';

/** Text the page itself made: no network, no file. */
const inlineSchemes: ReadonlySet<string> = new Set(['data:', 'blob:', 'about:']);

/**
 * What the app's own session may load: its pages and what they contain. With a development server also that server, including
 * its web socket, and the developer tools.
 */
export function appMayLoad(address: string, developmentOrigin: string | null): boolean {
  const url = parseUrl(address);
  if (url === null) return false;
  if (inlineSchemes.has(url.protocol)) return true;
  if (url.protocol === `${appScheme}:`) return url.host === appHost && originOf(address) === appOrigin;
  if (developmentOrigin === null) return false;
  if (url.protocol === 'devtools:') return true;
  return originOf(address.replace(/^ws/, 'http')) === developmentOrigin;
}

const launchSchemes: ReadonlySet<string> = new Set([...inlineSchemes, 'http:', 'https:', 'ws:', 'wss:']);

/** What a launched page may load: the web, and nothing of this machine's files or of the app. */
export function launchMayLoad(address: string): boolean {
  return launchSchemes.has(parseUrl(address)?.protocol ?? '');
}

/** Whether an address is served by this machine itself. Launch pages are, always. */
export function isLoopback(address: string): boolean {
  const url = parseUrl(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  const host = url.hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
