import type { Field, FormValue, Operation } from '../../protocol/models/contract.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import type { Multipart } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { JsonType } from '../signing/index.ts';
import { findField, isJsonNumber, isSent } from './check-form.ts';
import { asText, isObject } from './json.ts';
import { pathNames } from './parameters.ts';

/** A request as the contract builds it, before it is signed. */
export type UnsignedRequest = {
  method: string;
  /** Absolute; path parameters filled in and encoded. Holds the query parameters too when the parameters go in the body. */
  url: string;
  /** The ids in the path under their names, raw: a signature may cover them. */
  pathParams: Pairs;
  /** The body's fields, or the query parameters of a request without a body. In form order, duplicates kept, raw. */
  params: Pairs;
  paramsIn: 'body' | 'query';
  bodyEncoding: Operation['bodyEncoding'];
  jsonTypes: Record<string, JsonType>;
  headers: Pairs;
  /** Files of a multipart body, in form order, and the media types of its fields that are not plain text. */
  files: Multipart['files'];
  partTypes: Multipart['types'];
  /** Values a person gave for fields the signer fills (`timestamp`, `nonce`): they replace the signer's own and are not in `params`. */
  signerValues: Pairs;
};

/**
 * Turns a filled-in form into a request. Unknown fields are kept, empty ones left out unless asked for, headers with one documented value are
 * added when the form does not mention them. Files go into a multipart body and nowhere else. `baseUrl` replaces the contract's server; the operation's path is relative to it, and a query of it is kept.
 * Throws `form.breaks-contract` for a path value of `.` or `..`, which every client would resolve to another path.
 */
export function buildRequest(operation: Operation, baseUrl: string, values: readonly FormValue[]): UnsignedRequest {
  const sent = values.filter(isSent);
  const typed = sent.filter(({ file }) => file === undefined);
  const own = typed.filter((value) => findField(operation, value)?.suppliedBy !== 'signer');
  const paramsIn = operation.bodyEncoding === 'none' ? 'query' : 'body';
  const query = pairsOf(operation, own, 'query');
  const body = pairsOf(operation, own, 'body');
  const pathParams = pathPairs(operation, own);
  const params = paramsIn === 'body' ? body : [...query, ...body];
  return {
    method: operation.method,
    url: requestUrl(operation, baseUrl, pathParams, paramsIn === 'body' ? query : []),
    pathParams,
    params,
    paramsIn,
    bodyEncoding: operation.bodyEncoding,
    jsonTypes: jsonTypesOf(operation, params),
    headers: headersOf(operation, values, own),
    files: operation.bodyEncoding === 'multipart' ? filesOf(sent) : [],
    partTypes: partTypesOf(operation, params),
    signerValues: typed.filter((value) => !own.includes(value)).map(({ name, value }) => [name, value]),
  };
}

/**
 * The values a new form starts with: documented defaults of required and recommended fields. The default of an optional field is what
 * the system takes when nothing is sent, so sending it would only make the request longer.
 */
export function initialValues(operation: Operation): FormValue[] {
  return operation.fields.flatMap((field) =>
    field.default === undefined || field.suppliedBy === 'signer' || !(field.required || field.recommended)
      ? []
      : [{ name: field.name, in: field.in, value: field.default }],
  );
}

/**
 * A JSON object from parameters and the way each is written. Numbers keep the digits they were typed with, so that what is signed is
 * what is sent. Of a repeated name every pair is written, as typed: parsers take the last.
 */
export function encodeJsonBody(params: Pairs, jsonTypes: Readonly<Record<string, JsonType>>): string {
  const members = params.map(([name, value]) => {
    const type = Object.hasOwn(jsonTypes, name) ? jsonTypes[name] : 'string';
    return `${JSON.stringify(name)}:${type === 'string' ? JSON.stringify(value) : value.trim()}`;
  });
  return `{${members.join(',')}}`;
}

function pairsOf(operation: Operation, values: readonly FormValue[], location: 'query' | 'body'): Pairs {
  return values
    .filter((value) => value.in === location)
    .flatMap((value) => serialized(findField(operation, value), value.name, value.value));
}

function filesOf(values: readonly FormValue[]): UnsignedRequest['files'] {
  return values.flatMap(({ name, in: location, file }) =>
    location === 'body' && file !== undefined ? [{ name, file }] : [],
  );
}

/** Objects and JSON text are `application/json` (OpenAPI 3.1 §4.8.14.4); a field without a type is plain text. */
function partTypesOf(operation: Operation, params: Pairs): UnsignedRequest['partTypes'] {
  if (operation.bodyEncoding !== 'multipart') return {};
  const json = operation.fields.filter((field) => field.in === 'body' && field.serialization === 'json');
  const sent = new Set(params.map(([name]) => name));
  return Object.fromEntries(json.filter(({ name }) => sent.has(name)).map(({ name }) => [name, 'application/json']));
}

/** OpenAPI 3.1 §4.8.12.4 for lists and `deepObject`; everything else is sent as typed. */
function serialized(field: Field | undefined, name: string, value: string): Pairs {
  const way = field?.serialization;
  if (way === undefined || way === 'json') return [[name, value]];
  const parsed = parsedJson(value);
  if (way === 'deep-object') {
    return isObject(parsed)
      ? Object.entries(parsed).map(([key, inner]) => [`${name}[${key}]`, asText(inner)])
      : [[name, value]];
  }
  const items = Array.isArray(parsed) ? parsed.map(asText) : value.split(',').map((item) => item.trim());
  if (way === 'repeat') return items.map((item) => [name, item]);
  return [[name, items.join({ comma: ',', space: ' ', pipe: '|' }[way])]];
}

function parsedJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function pathPairs(operation: Operation, values: readonly FormValue[]): Pairs {
  return pathNames(operation.path).flatMap((name): Pairs => {
    const value = values.find((candidate) => candidate.in === 'path' && candidate.name === name)?.value;
    if (value === '.' || value === '..') {
      throw new ProblemError('form.breaks-contract', {
        params: { fields: name, value },
        field: `values.${name}`,
        detail: `A path value of "${value}" would lead to another path. Give ${name} another value.`,
      });
    }
    return value === undefined ? [] : [[name, value]];
  });
}

function requestUrl(operation: Operation, baseUrl: string, pathParams: Pairs, query: Pairs): string {
  const url = parsedUrl(baseUrl);
  const filled = operation.path.replaceAll(/\{([^{}]+)\}/gu, (_whole, name: string) => {
    const value = pathParams.find(([candidate]) => candidate === name)?.[1];
    return encodeURIComponent(wellFormed(value ?? ''));
  });
  const path = `${url.pathname.replace(/\/+$/u, '')}${filled}`;
  const encoded = query.map(([name, value]) => `${strictlyEncoded(name)}=${strictlyEncoded(value)}`);
  const search = [url.search.slice(1), ...encoded].filter((part) => part !== '').join('&');
  return `${url.origin}${path}${search === '' ? '' : `?${search}`}`;
}

function parsedUrl(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new ProblemError('input.invalid', {
    params: { value: baseUrl },
    field: 'baseUrl',
    detail: 'The base URL must be an absolute http or https URL.',
  });
}

/** A lone surrogate cannot be percent-encoded; it becomes U+FFFD, as in every URL parser. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}

/** RFC 3986 §2.3: all but unreserved characters. */
function strictlyEncoded(text: string): string {
  return encodeURIComponent(wellFormed(text)).replaceAll(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function jsonTypesOf(operation: Operation, params: Pairs): Record<string, JsonType> {
  if (operation.bodyEncoding !== 'json') return {};
  return Object.fromEntries(
    params.map(([name, value]) => [
      name,
      jsonType(
        operation.fields.find((field) => field.in === 'body' && field.name === name),
        value,
      ),
    ]),
  );
}

/** What does not fit the documented type is sent as text: wrong on purpose, but still JSON. */
function jsonType(field: Field | undefined, value: string): JsonType {
  switch (field?.type) {
    case 'integer':
    case 'number':
      return isJsonNumber(value) ? 'number' : 'string';
    case 'boolean':
      if (value === 'true' || value === 'false') return 'boolean';
      return field.options?.includes(value) === true && isJsonNumber(value) ? 'number' : 'string';
    case 'array':
    case 'object':
      return parsedJson(value) === undefined ? 'string' : 'json';
    default:
      return 'string';
  }
}

function headersOf(operation: Operation, all: readonly FormValue[], own: readonly FormValue[]): Pairs {
  const given = own.filter((value) => value.in === 'header').map(({ name, value }): [string, string] => [name, value]);
  const mentioned = new Set(all.filter((value) => value.in === 'header').map(({ name }) => name.toLowerCase()));
  const fixed = operation.fields.filter(
    (field) =>
      field.in === 'header' && field.fixed === true && field.required && !mentioned.has(field.name.toLowerCase()),
  );
  return [...fixed.map((field): [string, string] => [field.name, field.default ?? '']), ...given];
}
