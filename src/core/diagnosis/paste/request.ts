import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { FORM_CONTENT_TYPE, isFormContentType, parseForm } from '../../signing/form-encoding.ts';

/** A request put together from what a paste says: a form body is taken apart, unless a Content-Type says it is none. */
export function pastedRequest(given: {
  method?: string | null | undefined;
  url?: string | null | undefined;
  headers?: Pairs | undefined;
  body?: string | null | undefined;
  fields?: Pairs | undefined;
}): PastedRequest {
  const headers = given.headers ?? [];
  const body = given.body ?? null;
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const isForm =
    body !== null &&
    body !== '' &&
    (contentType === undefined ? !/^\s*[{[<]/.test(body) : isFormContentType(contentType));
  const method = given.method ?? (body === null && given.fields === undefined ? (given.url ? 'GET' : null) : 'POST');
  return {
    method: method === null ? null : method.toUpperCase(),
    url: given.url ?? null,
    headers,
    fields: given.fields ?? (isForm ? parseForm(body) : null),
    body,
  };
}

/** A header line taken apart; `null` for what is none. */
export function headerPair(line: string): [string, string] | null {
  const colon = line.indexOf(':', 1);
  if (colon === -1) return null;
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

export { FORM_CONTENT_TYPE };
