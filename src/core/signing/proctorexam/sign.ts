import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { ProctorExamCredential, SignedRequest, SignInput, SignOutput } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock } from '../../ports.ts';
import { carriesBody, httpMethod } from '../http-method.ts';
import { percentEncode } from '../oauth1/percent-encoding.ts';
import { appendQuery, parseRequestUrl } from '../request-url.ts';
import { isEncodable, requireEncodable, requireEncodablePairs } from '../text.ts';
import { baseString, hmacHex, sortByName } from './base-string.ts';
import { explainProctorExam } from './explain.ts';
import { type JsonTypes, jsonObject } from './json-body.ts';
import type { NonceSource } from './nonce-source.ts';
import { type CallParameter, type Carrier, collectParameters } from './parameters.ts';

export type ProctorExamSignInput = Extract<SignInput, { scheme: 'proctorexam' }>;

function choosePlacement(method: string, input: ProctorExamSignInput): 'body' | 'query' {
  const placement = input.placement ?? (carriesBody(method) ? 'body' : 'query');
  if (placement === 'header') {
    throw new ProblemError('signing.unsupported-placement', {
      field: 'placement',
      params: { placement },
      detail: 'ProctorExam takes its parameters and signature from the JSON body or the query, not from a header.',
    });
  }
  if (placement === 'body' && (method === 'GET' || method === 'HEAD')) {
    throw new ProblemError('signing.unsupported-placement', {
      field: 'placement',
      params: { placement },
      detail: `A ${method} request has no body. Use query.`,
    });
  }
  return placement;
}

function carrierFor(placement: 'body' | 'query', multipart: boolean): Carrier {
  if (placement === 'query') return 'query';
  return multipart ? 'multipart' : 'json';
}

function requireUsable({ secretKey, apiToken }: ProctorExamCredential): void {
  if (!isEncodable(secretKey)) {
    throw new ProblemError('credential.unusable-value', {
      field: 'credential.secretKey',
      params: { name: 'secret key' },
      detail: 'It holds half of a surrogate pair, which UTF-8 cannot carry. Paste it again.',
    });
  }
  if (apiToken !== undefined && !/^[\x20-\x7e]*$/.test(apiToken)) {
    throw new ProblemError('credential.unusable-value', {
      field: 'credential.apiToken',
      params: { name: 'API token' },
      detail: 'The API token holds a line break or a character that no HTTP header can carry. Paste it again.',
    });
  }
}

function signerParameters(
  input: ProctorExamSignInput,
  given: ReadonlySet<string>,
  clock: Clock,
  nonces: NonceSource,
): Pairs {
  const now = clock.now();
  const pairs: Pairs = [];
  if (!given.has('nonce')) pairs.push(['nonce', String(input.nonce ?? nonces.next(now))]);
  if (!given.has('timestamp')) pairs.push(['timestamp', String(input.timestamp ?? now)]);
  return pairs;
}

function assemble(
  input: ProctorExamSignInput,
  method: string,
  carrier: Carrier,
  parameters: readonly CallParameter[],
  signature: string,
): SignedRequest {
  const { apiToken } = input.credential;
  const headers: Pairs = [['Accept', 'application/vnd.procwise.v3']];
  if (apiToken !== undefined && apiToken !== '') headers.push(['Authorization', `Token token=${apiToken}`]);
  if (carrier === 'query') {
    const inUrl = new Set(parseRequestUrl(input.url, { requireUtf8: true }).query.map(([name]) => name));
    const added = parameters.filter(({ origin, name }) => origin !== 'path' && !inUrl.has(name));
    const pairs: Pairs = [...added.map(({ name, value }): Pairs[number] => [name, value]), ['signature', signature]];
    const encoded = pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
    return { method, url: appendQuery(input.url, encoded), headers, fields: [], body: null };
  }
  if (carrier === 'multipart') {
    const sent = parameters.filter(({ origin }) => origin === 'body' || origin === 'signer');
    const fields: Pairs = [...sent.map(({ name, value }): Pairs[number] => [name, value]), ['signature', signature]];
    return { method, url: input.url, headers, fields, body: null };
  }
  const members = parameters.flatMap(({ name, literal }) => (literal === null ? [] : [[name, literal] as const]));
  headers.push(['Content-Type', 'application/json']);
  return {
    method,
    url: input.url,
    headers,
    fields: [],
    body: jsonObject([...members, ['signature', JSON.stringify(signature)]]),
  };
}

/**
 * Signs a ProctorExam API v3 call: HMAC-SHA256 in hex over all parameters, the ids in the path included, as `name=value` sorted by
 * name and joined by `?`, nothing encoded. POST, PATCH and PUT send them as JSON, other methods in the query; ids in the path are
 * signed and not repeated. With `multipart` they come back as fields of a body the caller writes. `timestamp` is in milliseconds. `timestamp` or `nonce` among the parameters win over the input's own.
 * Takes a nonce from `nonces` only when none is given. Throws `signing.*` problems, or `credential.unusable-value`, that name the field.
 */
export function signProctorExam(
  input: ProctorExamSignInput,
  { clock, nonces }: { clock: Clock; nonces: NonceSource },
  { jsonTypes = {}, multipart = false }: { jsonTypes?: JsonTypes; multipart?: boolean } = {},
): SignOutput {
  const method = httpMethod(input.method);
  const url = parseRequestUrl(input.url, { requireUtf8: true });
  const carrier = carrierFor(choosePlacement(method, input), multipart);
  requireUsable(input.credential);
  requireEncodablePairs(input.params, 'params');
  requireEncodablePairs(input.pathParams, 'pathParams');

  const given = { urlQuery: url.query, params: input.params, pathParams: input.pathParams, carrier, jsonTypes };
  collectParameters({ ...given, signer: [] });
  const names = new Set([...url.query, ...input.params].map(([name]) => name));
  const parameters = collectParameters({ ...given, signer: signerParameters(input, names, clock, nonces) });
  for (const { name, value } of parameters) requireEncodable([name, value], name);

  const sorted = sortByName(parameters);
  const text = baseString(sorted);
  const signature = hmacHex(input.credential.secretKey, text);
  return {
    request: assemble(input, method, carrier, parameters, signature),
    explanation: explainProctorExam({ parameters, sorted, carrier, baseString: text, signature }),
  };
}
