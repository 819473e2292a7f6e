import type { Pairs } from '../../protocol/models/pairs.ts';

export const FORM_CONTENT_TYPE = 'application/x-www-form-urlencoded';

/** Whether a Content-Type header names a form, whatever its case and parameters. */
export function isFormContentType(contentType: string): boolean {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() === FORM_CONTENT_TYPE;
}

/**
 * Decodes `application/x-www-form-urlencoded` text: `+` and `%20` are a space, duplicates and empty values are kept, a name
 * without `=` has the empty value, empty pieces (`a=1&&b=2`) are skipped, and a `%` that starts no escape stays a `%`.
 * Bytes that are not UTF-8 become U+FFFD; see {@link isUtf8Form}.
 */
export function parseForm(text: string): Pairs {
  // URLSearchParams drops a leading `?`; the empty piece before `&` keeps it part of the first name.
  return [...new URLSearchParams(`&${text}`)];
}

/** Whether every escape sequence in the text decodes as UTF-8. */
export function isUtf8Form(text: string): boolean {
  try {
    decodeURIComponent(text.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
    return true;
  } catch {
    return false;
  }
}
