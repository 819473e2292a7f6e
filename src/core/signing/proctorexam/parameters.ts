import type { Pairs } from '../../../protocol/models/pairs.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { type JsonTypes, jsonParameter } from './json-body.ts';

/**
 * A parameter of a call. `value` is the text it was given as, `signedValue` what is signed for it, `literal` its JSON where it
 * is sent in a JSON body.
 */
export type CallParameter = {
  origin: 'query' | 'body' | 'path' | 'signer';
  name: string;
  value: string;
  signedValue: string;
  literal: string | null;
};

/** What the parameters travel in. Only in JSON has a value a type; everywhere else it is text. */
export type Carrier = 'json' | 'multipart' | 'query';

type Given = {
  urlQuery: Pairs;
  params: Pairs;
  pathParams: Pairs;
  signer: Pairs;
  carrier: Carrier;
  jsonTypes: JsonTypes;
};

function refuse(field: string, name: string, detail: string): never {
  throw new ProblemError('signing.invalid-parameter', { field, params: { name }, detail });
}

function asSent(origin: 'body' | 'query' | 'signer', [name, value]: Pairs[number], given: Given): CallParameter {
  if (given.carrier !== 'json') return { origin, name, value, signedValue: value, literal: null };
  // A parameter may be called `toString` or `constructor`.
  const type = Object.hasOwn(given.jsonTypes, name) ? given.jsonTypes[name] : undefined;
  return { origin, name, value, ...jsonParameter(name, value, type) };
}

function addOnce(parameters: Map<string, CallParameter>, parameter: CallParameter, field: string): void {
  const { name } = parameter;
  if (name === 'signature') {
    refuse(field, name, 'signature is what signing produces and never part of what is signed. Remove it.');
  }
  if (parameters.has(name)) {
    refuse(
      field,
      name,
      `"${name}" is there more than once. The server keeps one of them, so only one can be signed: remove the others.`,
    );
  }
  parameters.set(name, parameter);
}

/** An id in the path may be sent a second time as long as it is the same: the server takes the one of the path. */
function addPathParameter(parameters: Map<string, CallParameter>, [name, value]: Pairs[number], field: string): void {
  const sent = parameters.get(name);
  if (sent === undefined || sent.origin === 'path') {
    addOnce(parameters, { origin: 'path', name, value, signedValue: value, literal: null }, field);
  } else if (sent.signedValue !== value) {
    refuse(
      field,
      name,
      `"${name}" is "${value}" in the path and "${sent.signedValue}" among the parameters. Make them the same.`,
    );
  }
}

/**
 * All parameters of a call that are signed: query of the URL, body or query parameters, ids in the path, nonce and timestamp
 * (only those of `signer` that the caller did not set as parameters). In a query and in multipart every value is text.
 */
export function collectParameters(given: Given): CallParameter[] {
  const parameters = new Map<string, CallParameter>();
  for (const [name, value] of given.urlQuery) {
    addOnce(parameters, { origin: 'query', name, value, signedValue: value, literal: null }, 'url');
  }
  for (const [index, pair] of given.params.entries()) {
    addOnce(parameters, asSent(given.carrier === 'query' ? 'query' : 'body', pair, given), `params.${index}`);
  }
  for (const [index, pair] of given.pathParams.entries()) addPathParameter(parameters, pair, `pathParams.${index}`);
  for (const pair of given.signer) {
    if (!parameters.has(pair[0])) addOnce(parameters, asSent('signer', pair, given), pair[0]);
  }
  return [...parameters.values()];
}
