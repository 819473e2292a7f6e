import { looksLikeHtml, readPage } from '../../html/page.ts';
import { isObject, member } from '../json.ts';

/** A body taken apart once for all checks. `json` is set when the body parses as JSON. */
export type ReadBody = {
  kind: 'empty' | 'json' | 'html' | 'text';
  json?: { value: unknown };
  /** The human-readable message in it, empty when there is none. */
  message: string;
  /** Why it is not JSON, in the parser's words. */
  jsonError?: string;
};

const MAX_JSON = 20_000_000;
/** Why a body was not read as JSON when nothing is wrong with it but its size. */
export const tooLarge = `it is larger than ${MAX_JSON / 1_000_000} million characters`;
const MAX_MESSAGE = 8000;
const MAX_DEPTH = 6;
const MAX_PARTS = 50;
const isHtmlType = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;
const messageNames = ['error', 'errors', 'message', 'error_description', 'detail', 'title', 'exception'];

/**
 * Understands the bodies that systems answer errors with: a JSON string, an object with `error`, `errors`, `message` and the like, an HTML
 * page, or bare text. Never throws.
 */
export function readBody(bodyText: string, contentType: string | undefined): ReadBody {
  if (bodyText.trim() === '') return { kind: 'empty', message: '' };
  const parsed = parseJson(bodyText);
  if ('value' in parsed) return { kind: 'json', json: parsed, message: jsonMessage(parsed.value) };
  if (looksLikeHtml(bodyText) || isHtmlType.test(contentType ?? '')) {
    const { title, text } = readPage(bodyText);
    return { kind: 'html', message: `${title} ${text}`.trim().slice(0, MAX_MESSAGE), jsonError: 'it is an HTML page' };
  }
  return { kind: 'text', message: bodyText.trim().slice(0, MAX_MESSAGE), jsonError: parsed.error };
}

function parseJson(text: string): { value: unknown } | { error: string } {
  if (text.length > MAX_JSON) return { error: tooLarge };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { error: 'it does not parse as JSON' };
  }
}

function jsonMessage(value: unknown): string {
  const parts: string[] = [];
  collect(value, '', parts, 0);
  return parts.join('; ').slice(0, MAX_MESSAGE);
}

/** `{errors: {tool_name: ["can't be blank"]}}` reads as `tool_name can't be blank`, `{error: {open_exam: [{name: "A"}]}}` as `open_exam name A`. */
function collect(value: unknown, label: string, parts: string[], depth: number): void {
  if (depth > MAX_DEPTH || parts.length >= MAX_PARTS) return;
  if (typeof value === 'string') {
    if (value.trim() !== '') parts.push(label === '' ? value.trim() : `${label} ${value.trim()}`);
  } else if (Array.isArray(value)) {
    if (depth > 0) for (const item of value.slice(0, MAX_PARTS)) collect(item, label, parts, depth + 1);
  } else if (isObject(value)) {
    collectMembers(value, label, parts, depth);
  }
}

function collectMembers(value: Readonly<Record<string, unknown>>, label: string, parts: string[], depth: number): void {
  const named = messageNames.filter((name) => member(value, name) !== undefined);
  for (const name of named) collect(value[name], label, parts, depth + 1);
  if (named.length > 0 || depth === 0) return;
  for (const [name, child] of Object.entries(value).slice(0, MAX_PARTS)) {
    collect(child, label === '' ? name : `${label} ${name}`, parts, depth + 1);
  }
}

/** A message short enough for one line. */
export function excerpt(text: string, length = 200): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
