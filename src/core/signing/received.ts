import type { Pairs } from '../../protocol/models/pairs.ts';
import type { VerifyInput } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { isFormContentType, parseForm } from './form-encoding.ts';

/** The body of a received message: a form (as fields or as text), some other text, or none. */
export type ReceivedBody =
  | { kind: 'none' }
  | { kind: 'form'; fields: Pairs }
  | { kind: 'other'; text: string; contentType: string | null };

/** All values of a header, its name compared without case. */
export function headerValues(headers: VerifyInput['headers'], name: string): string[] {
  const pairs = headers === undefined ? [] : Array.isArray(headers) ? headers : Object.entries(headers);
  return pairs.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/**
 * The body of a received message. A body without a Content-Type is read as a form unless it starts like JSON or XML.
 * Throws `input.invalid` when `fields` and `body` are both given and say different things.
 */
export function receivedBody(input: VerifyInput): ReceivedBody {
  const { fields, body } = input;
  const contentType = headerValues(input.headers, 'content-type')[0] ?? null;
  if (body === undefined || body === '') {
    if (fields !== undefined && fields.length > 0) return { kind: 'form', fields };
    return body === '' && contentType !== null && !isFormContentType(contentType)
      ? { kind: 'other', text: '', contentType }
      : { kind: 'none' };
  }
  const isForm = contentType === null ? !/^\s*[{[<]/.test(body) : isFormContentType(contentType);
  const parsed = isForm ? parseForm(body) : null;
  if (fields !== undefined && fields.length > 0 && JSON.stringify(fields) !== JSON.stringify(parsed)) {
    throw new ProblemError('input.invalid', {
      field: 'body',
      detail: '"fields" and "body" both carry the body and differ. Give only one of them.',
    });
  }
  return parsed === null ? { kind: 'other', text: body, contentType } : { kind: 'form', fields: parsed };
}
