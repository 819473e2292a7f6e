import type { BodyView } from '../../../../protocol/models/exchanges/exchange.ts';
import type { CodeLanguage } from '../../../ui/CodeView.tsx';
import { indentJson } from '../../../ui/json-text.ts';

/** Longest text that is reformatted: beyond it, the time to do so would be felt. */
const prettyLimit = 2_000_000;

/** How a body is coloured, by its content type, else by how it begins. */
export function languageOf(contentType: string | null, text: string): CodeLanguage {
  const type = contentType?.toLowerCase().split(';')[0]?.trim() ?? '';
  if (/(^|[/+])json$/.test(type)) return 'json';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (/(^|[/+])xml$/.test(type)) return 'xml';
  if (/^\s*[[{]/.test(text)) return 'json';
  return /^\s*<!doctype html|^\s*<html/i.test(text) ? 'html' : 'text';
}

export type Pretty = { text: string; language: CodeLanguage /** Said to be JSON, but is not. */; broken: boolean };

/** The body made easy to read: JSON indented, with the numbers as received; everything else as it came. */
export function prettyBody(body: Pick<BodyView, 'contentType'>, text: string, complete: boolean): Pretty {
  const language = languageOf(body.contentType, text);
  if (language !== 'json' || !complete || text.length > prettyLimit) return { text, language, broken: false };
  try {
    JSON.parse(text);
  } catch {
    return { text, language: 'text', broken: true };
  }
  return { text: indentJson(text), language, broken: false };
}
