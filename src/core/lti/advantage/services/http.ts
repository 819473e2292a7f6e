import type { Pairs } from '../../../../protocol/models/pairs.ts';

/** A request of a tool as the platform received it. */
export type ServiceRequest = {
  method: string;
  /** As the address was handed out, with the query that came. */
  url: string;
  query: URLSearchParams;
  headers: Pairs;
  body: Uint8Array;
};

export type ServiceAnswer = { status: number; headers: Pairs; body: string };

/** The first header of a name; `null` where there is none. */
export function header(headers: Pairs, name: string): string | null {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? null;
}

/** A media type without its parameters, in lower case. */
export function mediaType(text: string | null): string {
  return (text ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Media ranges of an Accept header that are not refused with `q=0` (RFC 9110 §12.5.1). */
function acceptedRanges(accept: string): string[] {
  return accept
    .split(',')
    .filter((range) => !/;\s*q\s*=\s*0(\.0*)?\s*(;|$)/i.test(range))
    .map(mediaType)
    .filter((range) => range !== '');
}

/** How a client asks for a media type: by its name, by a range that holds it, as plain JSON, or not at all. */
export function asksFor(accept: string | null, type: string): 'by-name' | 'by-range' | 'as-json' | 'no' {
  if (accept === null || accept.trim() === '') return 'by-range';
  const ranges = acceptedRanges(accept);
  if (ranges.includes(type)) return 'by-name';
  if (ranges.some((range) => range === '*/*' || range === `${type.split('/')[0]}/*`)) return 'by-range';
  return ranges.includes('application/json') ? 'as-json' : 'no';
}

export function jsonAnswer(status: number, type: string, value: unknown, headers: Pairs = []): ServiceAnswer {
  return { status, headers: [['Content-Type', type], ...headers], body: JSON.stringify(value) };
}

export const emptyAnswer = (status: number): ServiceAnswer => ({ status, headers: [], body: '' });

/** A refusal as a service answers it (RFC 9457). */
export function problemAnswer(status: number, title: string, detail: string, headers: Pairs = []): ServiceAnswer {
  return jsonAnswer(status, 'application/problem+json', { type: 'about:blank', title, status, detail }, headers);
}

/** The body as text, or `null` when it is not UTF-8. */
export function utf8(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object, or what the text is instead. */
export function readJsonObject(text: string | null): { object: JsonObject } | { problem: string } {
  if (text === null) return { problem: 'The body is not UTF-8.' };
  if (text.trim() === '') return { problem: 'The body is empty.' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `The body is not JSON: ${error instanceof Error ? error.message : ''}.` };
  }
  return isObject(value) ? { object: value } : { problem: `The body is ${kindOf(value)}, not an object.` };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
