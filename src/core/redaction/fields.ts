import { setImmediate as nextTurn } from 'node:timers/promises';
import { mask } from './mask.ts';

/**
 * Replaces the values of named JSON properties, whatever they are: for secrets a response tells that nobody entered here
 * (`oauth_consumer_secret`). Strings, numbers and booleans become `"••••••"`, inside objects and arrays every one of them
 * does; `null` and all formatting stay. The text is read token by token and may be cut off or not be JSON throughout.
 * Property names are compared without regard to case.
 */
export function maskJsonFields(text: string, fieldNames: readonly string[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const found of namedValues(text, fieldNames)) {
    if (found === 'pause') continue;
    const { start, end } = found;
    parts.push(text.slice(done, start), maskedValue(text.slice(start, end)));
    done = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(done);
}

/**
 * The values {@link maskJsonFields} would mask, decoded, each once: for masking them where their field cannot be told, such as
 * on a later page. Booleans are no secrets and are left out. Lets other work go on while it reads a long text.
 */
export async function jsonFieldValues(text: string, fieldNames: readonly string[]): Promise<string[]> {
  const values = new Set<string>();
  for (const found of namedValues(text, fieldNames)) {
    if (found === 'pause') {
      await nextTurn();
      continue;
    }
    for (const [literal, string, colon] of text.slice(found.start, found.end).matchAll(scalarOrKey)) {
      const value = string === undefined ? literal : decodedString(string);
      if (colon === undefined && value !== '' && value !== 'true' && value !== 'false') values.add(value);
    }
  }
  return [...values];
}

/** Strings read between two pauses: some twenty milliseconds. */
const pauseEvery = 100_000;

/** Where the values of the named properties stand, read token by token. */
function* namedValues(
  text: string,
  fieldNames: readonly string[],
): Generator<{ start: number; end: number } | 'pause', void> {
  const names = new Set(fieldNames.map((name) => name.toLowerCase()));
  let strings = 0;
  for (let quote = names.size === 0 ? -1 : text.indexOf('"'); quote !== -1; ) {
    strings += 1;
    if (strings % pauseEvery === 0) yield 'pause';
    const end = stringEnd(text, quote);
    const colon = skipSpace(text, end);
    if (text[colon] === ':' && names.has(decodedString(text.slice(quote, end)).toLowerCase())) {
      const start = skipSpace(text, colon + 1);
      const valueEnd = jsonValueEnd(text, start);
      yield { start, end: valueEnd };
      quote = text.indexOf('"', valueEnd);
    } else {
      quote = text.indexOf('"', end);
    }
  }
}

/** The same for forms and query strings: `oauth_consumer_secret=…&…`. */
export function maskFormFields(text: string, fieldNames: readonly string[]): string {
  const names = new Set(fieldNames.map((name) => name.toLowerCase()));
  return text.replace(/(^|[?&])([^=&?#\s]+)=([^&#\s]+)/g, (whole, before: string, name: string) =>
    names.has(decodedName(name).toLowerCase()) ? `${before}${name}=${mask}` : whole,
  );
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/** Where the string that begins with a quote at `start` ends, its closing quote included. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let position = start;
  while (' \t\r\n'.includes(text[position] ?? 'x')) position += 1;
  return position;
}

function jsonValueEnd(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return stringEnd(text, start);
  if (first === '{' || first === '[') return containerEnd(text, start);
  let position = start;
  while (position < text.length && !',}] \t\r\n'.includes(text[position] ?? '')) position += 1;
  return position;
}

function containerEnd(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const character = text[position];
    if (character === '"') {
      position = stringEnd(text, position);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    position += 1;
    if (depth === 0) break;
  }
  return position;
}

const scalarOrKey = /("[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$))(\s*:)?|-?\d[\d.eE+-]*|\btrue\b|\bfalse\b/g;

function maskedValue(value: string): string {
  if (value === '' || value === 'null') return value;
  if (value[0] !== '{' && value[0] !== '[') return `"${mask}"`;
  return value.replace(scalarOrKey, (whole, _string: string | undefined, colon: string | undefined) =>
    colon === undefined ? `"${mask}"` : whole,
  );
}

function decodedString(literal: string): string {
  const content = literal.length > 1 && literal.endsWith('"') ? literal.slice(1, -1) : literal.slice(1);
  if (!content.includes('\\')) return content;
  try {
    return String(JSON.parse(`"${content}"`));
  } catch {
    return content;
  }
}
