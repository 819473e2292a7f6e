import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { SignInput, SignOutput } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock, Random } from '../../ports.ts';
import { isUtf8Form } from '../form-encoding.ts';
import { httpMethod } from '../http-method.ts';
import { parseRequestUrl } from '../request-url.ts';
import { requireEncodablePairs } from '../text.ts';
import { computeSignature, normaliseMessage } from './base-string.ts';
import { explainOAuth1 } from './explain.ts';
import type { Parameter } from './parameters.ts';
import { assembleRequest, type Carriage, carry, choosePlacement } from './placement.ts';
import { isProtocolParameter, refuseGivenSignature, suppliedParameters } from './protocol-parameters.ts';
import { digestFor, secretsFor } from './signature-methods.ts';

export type OAuth1SignInput = Extract<SignInput, { scheme: 'oauth1' }>;

function named(origin: Parameter['origin'], pairs: Pairs): Parameter[] {
  return pairs.map(([name, value]) => ({ origin, name, value }));
}

function requireUtf8Body(carriage: Carriage): void {
  if (carriage.body.kind === 'other' || isUtf8Form(carriage.body.text)) return;
  throw new ProblemError('signing.invalid-parameter', {
    field: 'body.text',
    params: { name: 'body' },
    detail:
      'The form body holds escapes that are not UTF-8 (for example %E9 for é, which is %C3%A9). Encode it as UTF-8.',
  });
}

/**
 * Signs a request with OAuth 1.0 (RFC 5849 §3). Everything that is sent is signed: query, form body and protocol parameters.
 * Parameters named `oauth_…` in `params` travel with the protocol parameters and win over the signer's own.
 * `timestamp` is in seconds. Throws `signing.*` problems that name the field.
 */
export function signOAuth1(input: OAuth1SignInput, ports: { clock: Clock; random: Random }): SignOutput {
  const method = httpMethod(input.method);
  const url = parseRequestUrl(input.url, { requireUtf8: true });
  requireEncodablePairs(input.params, 'params');
  refuseGivenSignature(input.params, 'params');
  refuseGivenSignature(url.query, 'url');

  const placement = choosePlacement(method, input);
  const own = input.params.filter(([name]) => isProtocolParameter(name));
  const carriage = carry(
    method,
    input.params.filter(([name]) => !isProtocolParameter(name)),
    input.body,
  );
  requireUtf8Body(carriage);
  refuseGivenSignature(carriage.form, 'body.text');

  const given = new Set([...own, ...url.query, ...carriage.form].map(([name]) => name));
  const hashedBody = carriage.body.kind === 'other' ? carriage.body.text : null;
  const protocol: Pairs = [...own, ...suppliedParameters(input, given, hashedBody, ports)];

  const message = normaliseMessage(method, url.parsed, [
    ...named('query', url.query),
    ...named('query', carriage.query),
    ...named('body', carriage.form),
    ...named('oauth', protocol),
  ]);
  const { baseString, signature } = computeSignature(
    message,
    secretsFor(input.signatureMethod, input.credential),
    digestFor(input.signatureMethod, input.credential),
  );
  return {
    request: assembleRequest(method, input.url, carriage, placement, [...protocol, ['oauth_signature', signature]]),
    explanation: explainOAuth1({ input, message, placement, baseString, signature, hashedBody }),
  };
}
