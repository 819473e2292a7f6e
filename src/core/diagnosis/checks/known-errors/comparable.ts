import { decodeHTML } from 'entities';

/** A text to compare phrases with: lower case, blanks and quotes of one kind, the escapes of JSON and HTML undone. */
export function comparable(text: string): string {
  return decodeHTML(text)
    .replace(/\\(["'/])/g, '$1')
    .replace(/\\n/g, ' ')
    .replace(/\\u0027/gi, "'")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
