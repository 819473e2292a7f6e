import { multipartForm } from '../http/multipart.ts';
import type { SandboxRequest } from '../http/request.ts';
import { formFields, mediaTypeOf } from '../http/request.ts';
import type { PathParameters } from '../http/router.ts';
import type { RubyValue } from './ruby-value.ts';
import { parseRubyJson } from './ruby-value.ts';

/** All parameters of a request by name, as Rails merges them: path over body over query. */
export type Parameters = ReadonlyMap<string, RubyValue>;

/**
 * Collects the parameters of query, JSON or form body, and path. Files of a multipart body are none: whether they are signed is
 * nowhere said, and their bytes can hardly stand in a string that is.
 * Throws MalformedJsonError for a JSON body that is none, MalformedMultipartError for a multipart body that is none.
 */
export function collectParameters(request: SandboxRequest, path: PathParameters): Parameters {
  return new Map([
    ...fromPairs(request.query),
    ...fromPairs(formFields(request)),
    ...fromPairs(multipartForm(request).fields),
    ...fromJsonBody(request),
    ...path,
  ]);
}

/** Fields of a query or form: the last of a repeated name wins, `name[]` gathers a list. */
function fromPairs(pairs: URLSearchParams): Map<string, RubyValue> {
  const parameters = new Map<string, RubyValue>();
  for (const name of new Set(pairs.keys())) {
    const values = pairs.getAll(name);
    if (name.endsWith('[]')) parameters.set(name.slice(0, -2), values);
    else parameters.set(name, values.at(-1) ?? '');
  }
  return parameters;
}

function fromJsonBody(request: SandboxRequest): readonly (readonly [string, RubyValue])[] {
  if (mediaTypeOf(request) !== 'application/json') return [];
  const text = request.body.toString('utf8');
  if (text.trim() === '') return [];
  const value = parseRubyJson(text);
  const isHash = typeof value === 'object' && value !== null && 'hash' in value;
  return isHash ? value.hash : [['_json', value]];
}
