import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Charset, detectCharset } from './charset.ts';

export type TextPage = {
  text: string;
  /** Where the page begins, in UTF-16 code units from the beginning of the text. */
  offset: number;
  /** Where the next page begins; `null` at the end. */
  nextOffset: number | null;
};

/** A stretch of bytes that decodes on its own, and where its text stands in the whole. */
type Stretch = { start: number; end: number; offset: number; length: number };

const stretchSize = 1024 * 1024;
const maxStretchSize = 4 * stretchSize;

/**
 * Pages of a text body of any size. The text is decoded a stretch at a time and only the positions are remembered,
 * so that jumping to the end of 100 MB neither blocks the event loop nor holds the text.
 */
export class TextPager {
  readonly #bytes: Uint8Array;
  readonly #charset: Charset;
  readonly #stretches: Stretch[] = [];
  #decoded: { start: number; text: string } | null = null;

  constructor(bytes: Uint8Array, contentType: string | null) {
    this.#bytes = bytes;
    this.#charset = detectCharset(bytes, contentType);
  }

  /** Up to `limit` code units from `offset`; surrogate pairs may be split between pages, joining pages restores them. */
  async page(offset: number, limit: number): Promise<TextPage> {
    const end = offset + limit;
    const parts: string[] = [];
    let more = false;
    for (let index = 0; ; index += 1) {
      const stretch = this.#stretches[index] ?? (await this.#measureNext());
      if (stretch === null) break;
      if (stretch.offset >= end) {
        more = true;
        break;
      }
      const stretchEnd = stretch.offset + stretch.length;
      if (stretchEnd <= offset) continue;
      const from = Math.max(0, offset - stretch.offset);
      parts.push(this.#text(stretch).slice(from, end - stretch.offset));
      if (stretchEnd > end) {
        more = true;
        break;
      }
    }
    return { text: parts.join(''), offset, nextOffset: more ? end : null };
  }

  async #measureNext(): Promise<Stretch | null> {
    const last = this.#stretches.at(-1);
    const start = last?.end ?? this.#charset.bomLength;
    if (start >= this.#bytes.length) return null;
    if (last !== undefined) await nextTurn();
    const grown = this.#stretches.at(-1);
    // Another page may have measured on while this one waited.
    if (grown !== last) return this.#stretches.find((stretch) => stretch.start === start) ?? null;
    const end = stretchEnd(this.#bytes, start, this.#charset.label);
    const stretch = { start, end, offset: last === undefined ? 0 : last.offset + last.length, length: 0 };
    stretch.length = this.#text(stretch).length;
    this.#stretches.push(stretch);
    return stretch;
  }

  #text({ start, end }: Stretch): string {
    if (this.#decoded?.start === start) return this.#decoded.text;
    const decoder = new TextDecoder(this.#charset.label, { ignoreBOM: true });
    const text = decoder.decode(this.#bytes.subarray(start, end));
    this.#decoded = { start, text };
    return text;
  }
}

/** A border near `start` + 1 MB at which the charset can be decoded afresh without tearing a character apart. */
function stretchEnd(bytes: Uint8Array, start: number, charset: string): number {
  const nominal = start + stretchSize;
  if (nominal >= bytes.length) return bytes.length;
  if (charset === 'utf-8') return utf8Border(bytes, nominal);
  if (charset.startsWith('utf-16')) return utf16Border(bytes, start, nominal, charset);
  if (/^(windows-|iso-8859-|koi8|macintosh|ibm866|x-mac)/.test(charset)) return nominal;
  // In every multi-byte charset left, a line feed byte is a line feed and ends any shift state.
  const newline = bytes.indexOf(0x0a, nominal);
  return newline === -1 || newline - start > maxStretchSize
    ? Math.min(start + maxStretchSize, bytes.length)
    : newline + 1;
}

function utf8Border(bytes: Uint8Array, nominal: number): number {
  let border = nominal;
  while (nominal - border < 3 && ((bytes[border] ?? 0) & 0xc0) === 0x80) border -= 1;
  return border;
}

function utf16Border(bytes: Uint8Array, start: number, nominal: number, charset: string): number {
  const border = nominal - ((nominal - start) % 2);
  const high = bytes[charset === 'utf-16le' ? border - 1 : border - 2] ?? 0;
  return high >= 0xd8 && high <= 0xdb ? border - 2 : border;
}
