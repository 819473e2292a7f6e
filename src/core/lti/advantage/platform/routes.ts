/** Endpoints of a registration, by the first segment of their path. `service`: all that have none of these names. */
export const endpointNames = [
  'authorize',
  'jwks',
  'token',
  'openid-configuration',
  'register',
  'deep-linking',
  'service',
] as const;
export type EndpointName = (typeof endpointNames)[number];

export type Route =
  | { is: 'launch'; token: string }
  | { is: 'endpoint'; name: EndpointName; registrationId: string; rest: readonly string[] }
  | { is: 'nothing' };

const methods: Readonly<Record<EndpointName, readonly string[] | null>> = {
  authorize: ['GET', 'POST'],
  jwks: ['GET', 'HEAD', 'OPTIONS'],
  token: ['POST'],
  'openid-configuration': ['GET', 'HEAD', 'OPTIONS'],
  register: ['POST'],
  'deep-linking': ['POST'],
  service: null,
};

/** What a path leads to. Segments are decoded once; a path that cannot be, or leaves a segment empty, leads nowhere. */
export function routeOf(path: string): Route {
  const segments = path.slice(1).split('/').map(decoded);
  const [area, id, first, ...more] = segments;
  if (segments.some((segment) => segment === null || segment === '')) return { is: 'nothing' };
  if (area === 'launch' && id != null && first === undefined) return { is: 'launch', token: id };
  if (area !== 'lti' || id == null || first == null) return { is: 'nothing' };
  const rest = more.flatMap((segment) => segment ?? []);
  const name = endpointNames.find((candidate) => candidate === first && candidate !== 'service');
  return name === undefined
    ? { is: 'endpoint', name: 'service', registrationId: id, rest: [first, ...rest] }
    : { is: 'endpoint', name, registrationId: id, rest };
}

/** What anybody may read, scripts of any page among them: the keys and the description of the platform. */
export function isPublic(route: Route): boolean {
  return route.is === 'endpoint' && (route.name === 'jwks' || route.name === 'openid-configuration');
}

/** The methods an address takes; `null`: its endpoint says. */
export function methodsOf(route: Route): readonly string[] | null {
  if (route.is === 'launch') return ['GET'];
  return route.is === 'endpoint' ? methods[route.name] : null;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
