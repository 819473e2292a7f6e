import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { JudgeInput } from '../../../protocol/models/verdict.ts';

/** A response as it is judged: the body decoded to text. */
export type JudgedResponse = { status: number; headers: Pairs; bodyText: string };

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
