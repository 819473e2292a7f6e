import type { JudgeInput } from '../../../protocol/models/exchanges/verdict.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

/** A response as it is judged: the body decoded to text. */
export type JudgedResponse = { status: number; headers: Pairs; bodyText: string };

/** What was answered, as far as the causes of a refusal can be told from it. */
export type SentRequest = {
  url: string;
  /** Parameters by name: of the form, and of an OAuth `Authorization` header (RFC 5849 §3.5.1). */
  field(name: string): string;
  /** It was signed for this exchange, with a nonce drawn for it. */
  signedAnew: boolean;
};

/** The request of an exchange or of a `judge` input; a form field counts before a header parameter of the same name. */
export function sentRequest(sent: { url: string; headers: Pairs; fields: Pairs; signedAnew: boolean }): SentRequest {
  const { url, headers, fields, signedAnew } = sent;
  const parameters = new Map([...authorizationParameters(headers), ...fields.toReversed()]);
  return { url, signedAnew, field: (name) => parameters.get(name) ?? '' };
}

function authorizationParameters(headers: Pairs): Pairs {
  const value = headerValue(headers, 'authorization') ?? '';
  if (!/^oauth\s/iu.test(value)) return [];
  return [...value.matchAll(/([a-z_]+)="([^"]*)"/giu)].map(([, name = '', encoded = '']) => [name, decoded(encoded)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The request a `judge` input describes, or `null`. */
export function judgedRequest(request: JudgeInput['request']): SentRequest | null {
  if (request === undefined) return null;
  const { headers } = request;
  return sentRequest({ ...request, headers: Array.isArray(headers) ? headers : Object.entries(headers) });
}

/** The response of a `judge` input. A body that is not text is taken as already parsed JSON. */
export function judgedResponse({ status, headers, body }: JudgeInput['response']): JudgedResponse {
  return {
    status,
    headers: Array.isArray(headers) ? headers : Object.entries(headers),
    bodyText: typeof body === 'string' ? body : body === undefined ? '' : (JSON.stringify(body) ?? ''),
  };
}

/** The first header of that name, names compared without case (RFC 9110 §5.1). */
export function headerValue(headers: Pairs, name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name.toLowerCase())?.[1];
}
