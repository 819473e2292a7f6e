import type { AdvantageAddresses } from '../../../../protocol/models/advantage/addresses.ts';

/** As browsers resolve it, to the loopback interface (RFC 6761 §6.3): a site of its own, so that cookies behave as with an LMS. */
export const BROWSER_HOST_NAME = 'platform.localhost';
/** For servers, which cannot be relied on to resolve the name above. */
export const SERVER_HOST_NAME = '127.0.0.1';

/** Who calls an endpoint: the browser of the user, or the server of the tool. Each has its own host name, and gets nothing under the other. */
export type Audience = 'browser' | 'server';

export type AdvantageOrigins = Readonly<Record<Audience, string>>;

export function originsOn(port: number): AdvantageOrigins {
  return { browser: `http://${BROWSER_HOST_NAME}:${port}`, server: `http://${SERVER_HOST_NAME}:${port}` };
}

/** Where an endpoint of a registration answers. `name` may be a path of several segments. */
export function endpointUrl(origin: string, registrationId: string, name: string): string {
  return `${origin}/lti/${encodeURIComponent(registrationId)}/${name}`;
}

/** All addresses of one registration; see {@link AdvantageAddresses}. An empty `issuer` is one that is still to be chosen. */
export function advantageAddresses(
  { browser, server }: AdvantageOrigins,
  { id, issuer }: { id: string; issuer: string },
  takenPort: number | null,
): AdvantageAddresses {
  return {
    issuer: issuer === '' ? server : issuer,
    authorization: endpointUrl(browser, id, 'authorize'),
    token: endpointUrl(server, id, 'token'),
    keySet: endpointUrl(server, id, 'jwks'),
    openidConfiguration: endpointUrl(server, id, 'openid-configuration'),
    registration: endpointUrl(server, id, 'register'),
    takenPort,
  };
}
