import type { Pairs } from '../../../protocol/models/pairs.ts';
import { parseAuthorizationHeader } from '../../signing/oauth1/authorization-header.ts';

/** The OAuth parameters of a message's Authorization header by name, the first of each; empty when there is none to read. */
export function oauthParameters(headers: Pairs): ReadonlyMap<string, string> {
  const values = headers.filter(([name]) => name.toLowerCase() === 'authorization').map(([, value]) => value);
  const parameters = new Map<string, string>();
  for (const [name, value] of values.flatMap((text) => parseAuthorizationHeader(text))) {
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}
