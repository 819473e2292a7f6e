/**
 * What a stretch of text may stand for. A secret is not always written as itself: `/` is `%2F` in a URL, `\/` or `\u002f`
 * in JSON, `&#47;` in HTML. Every way to read one character at a position is tried, mixtures included.
 */
export type Reading = { codePoint: number; length: number };

const percent = 0x25;
const plus = 0x2b;
const ampersand = 0x26;
const backslash = 0x5c;
const space = 0x20;

/** Characters that may begin an encoded character. */
export const escapeStarters: readonly number[] = [percent, plus, ampersand, backslash];

/** The longest spelling of one character: four bytes, percent-encoded three times over. */
export const longestReading = 28;

/** All readings of the character at `position`; the first is the character itself. */
export function readingsAt(text: string, position: number): Reading[] {
  const codePoint = text.codePointAt(position);
  if (codePoint === undefined) return [];
  const itself = { codePoint, length: codePoint > 0xffff ? 2 : 1 };
  switch (codePoint) {
    case percent:
      return [itself, ...percentReadings(text, position)];
    case plus:
      return [itself, { codePoint: space, length: 1 }];
    case ampersand:
      return [itself, ...entityReadings(text, position)];
    case backslash:
      return [itself, ...backslashReadings(text, position)];
    default:
      return [itself];
  }
}

/** RFC 3986 §2.1, once to three times over, of UTF-8 and of Latin-1 bytes; an encoded `+` may be a form-encoded space. */
function percentReadings(text: string, position: number): Reading[] {
  const readings: Reading[] = [];
  for (let times = 1; times <= 3; times += 1) {
    const first = percentByte(text, position, times);
    if (first === null) break;
    const width = 1 + 2 * times;
    readings.push({ codePoint: first, length: width });
    if (first === plus) readings.push({ codePoint: space, length: width });
    const sequence = first < 0xc2 ? null : utf8Sequence(text, position, times, first);
    if (sequence !== null) readings.push(sequence);
  }
  return readings;
}

/** The byte of `%41`, `%2541`, `%252541`: percent-encoded `times` times. */
function percentByte(text: string, position: number, times: number): number | null {
  if (text.charCodeAt(position) !== percent) return null;
  for (let depth = 1; depth < times; depth += 1) {
    if (!text.startsWith('25', position + 1 + 2 * (depth - 1))) return null;
  }
  return hexAt(text, position + 1 + 2 * (times - 1), 2);
}

function utf8Sequence(text: string, position: number, times: number, first: number): Reading | null {
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const width = 1 + 2 * times;
  let codePoint = first & (0xff >> (size + 1));
  for (let index = 1; index < size; index += 1) {
    const byte = percentByte(text, position + index * width, times);
    if (byte === null || (byte & 0xc0) !== 0x80) return null;
    codePoint = codePoint * 64 + (byte & 0x3f);
  }
  return codePoint > 0x10ffff ? null : { codePoint, length: size * width };
}

const named: Readonly<Record<string, number>> = {
  amp: 0x26,
  lt: 0x3c,
  gt: 0x3e,
  quot: 0x22,
  apos: 0x27,
  nbsp: 0xa0,
  sol: 0x2f,
  plus: 0x2b,
  equals: 0x3d,
  num: 0x23,
  percnt: 0x25,
};
const entity = /&(?:amp;){0,2}(?:#[xX]0{0,4}([0-9a-fA-F]{1,6})|#0{0,4}([0-9]{1,7})|([a-z]{2,6}));/y;

/** HTML character references, escaped up to three times over. */
function entityReadings(text: string, position: number): Reading[] {
  entity.lastIndex = position;
  const match = entity.exec(text);
  if (match === null) return [];
  const [whole, hex, decimal, name] = match;
  const codePoint =
    hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : named[name ?? ''];
  const readings = codePoint === undefined || codePoint > 0x10ffff ? [] : [{ codePoint, length: whole.length }];
  // "&amp;lt;" is also "&" followed by "lt;".
  return whole.startsWith('&amp;') ? [...readings, { codePoint: ampersand, length: 5 }] : readings;
}

const letterEscapes: Readonly<Record<string, number>> = { b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** JSON and JavaScript string escapes, and those of JSON inside a JSON string. */
function backslashReadings(text: string, position: number): Reading[] {
  const readings: Reading[] = [];
  for (let slashes = 1; slashes <= 3; slashes += 1) {
    const at = position + slashes;
    const escaped = escapedAt(text, at);
    if (escaped !== null) readings.push({ codePoint: escaped.codePoint, length: slashes + escaped.length });
    if (text.charCodeAt(at) !== backslash) break;
    if (slashes !== 2) readings.push({ codePoint: backslash, length: slashes + 1 });
  }
  return readings;
}

function escapedAt(text: string, at: number): Reading | null {
  const letter = text[at] ?? '';
  if (letter === 'u') return unicodeEscape(text, at);
  if (letter === 'x') {
    const value = hexAt(text, at + 1, 2);
    return value === null ? null : { codePoint: value, length: 3 };
  }
  const control = letterEscapes[letter];
  if (control !== undefined) return { codePoint: control, length: 1 };
  return letter === '"' || letter === "'" || letter === '/' ? { codePoint: letter.charCodeAt(0), length: 1 } : null;
}

function unicodeEscape(text: string, at: number): Reading | null {
  const unit = hexAt(text, at + 1, 4);
  if (unit === null) return null;
  if (unit < 0xd800 || unit > 0xdbff) return { codePoint: unit, length: 5 };
  const slashes = /\\{1,2}u/y;
  slashes.lastIndex = at + 5;
  const gap = slashes.exec(text)?.[0].length;
  const low = gap === undefined ? null : hexAt(text, at + 5 + gap, 4);
  if (gap === undefined || low === null || low < 0xdc00 || low > 0xdfff) return { codePoint: unit, length: 5 };
  return { codePoint: (unit - 0xd800) * 1024 + (low - 0xdc00) + 0x10000, length: 9 + gap };
}

function hexAt(text: string, position: number, digits: number): number | null {
  let value = 0;
  for (let index = 0; index < digits; index += 1) {
    const digit = hexDigit(text.charCodeAt(position + index));
    if (digit < 0) return null;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
