import type { SignOutput } from '../../../protocol/models/signing.ts';
import type { Clock, Random } from '../../ports.ts';
import { type OAuth1SignInput, signOAuth1 } from './sign.ts';

/**
 * Signs a request whose body is `multipart/form-data`: fields of such a body are not signed (RFC 5849 §3.4.1.3.1 takes only those
 * of a form-urlencoded one), and the protocol parameters cannot stand in it (§3.5.2), so they go into the header unless the query
 * was chosen. The fields come back as they were given, for the caller to write.
 */
export function signOAuth1Beside(input: OAuth1SignInput, ports: { clock: Clock; random: Random }): SignOutput {
  const placement = input.placement === 'query' ? 'query' : 'header';
  const signed = signOAuth1({ ...input, params: [], placement }, ports);
  return { ...signed, request: { ...signed.request, fields: input.params, body: null } };
}
