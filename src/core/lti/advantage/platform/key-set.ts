import type { JWK } from 'jose';
import type { AdvantageAnswer, AdvantageEndpoint } from './host.ts';

/**
 * The public keys of a registration as a JWK set (RFC 7517 §5), for anyone to read. Never cached: a key is changed here to see what
 * the tool makes of it.
 */
export function keySetEndpoint(keysOf: (registrationId: string) => readonly JWK[]): AdvantageEndpoint {
  return async (registrationId, rest, { method }): Promise<AdvantageAnswer> => {
    const shared: AdvantageAnswer['headers'] = [['Access-Control-Allow-Origin', '*']];
    if (rest.length > 0) return { status: 404, headers: shared, body: '' };
    if (method === 'OPTIONS') return { status: 204, headers: [...shared, ['Allow', 'GET, HEAD, OPTIONS']], body: '' };
    return {
      status: 200,
      headers: [...shared, ['Content-Type', 'application/json']],
      body: JSON.stringify({ keys: keysOf(registrationId) }),
    };
  };
}
