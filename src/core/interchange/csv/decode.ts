import type { CsvEncoding } from '../../../protocol/models/data/portability.ts';
import { ProblemError } from '../../../protocol/problem.ts';

export type Decoded = { text: string; encoding: CsvEncoding; guessed: boolean };

/**
 * Bytes of a table as text. A byte order mark decides, then whether the bytes are UTF-8; UTF-16 without a mark is known by the NULs
 * in every other byte. All else is read as Windows-1252, which Latin-1 is a part of, and `guessed` says so.
 *
 * @param wished - as a person says it is; a mark is left out all the same
 * @throws ProblemError `csv.unreadable` for bytes that are no text of the encoding
 */
export function decodeTable(bytes: Uint8Array, wished?: CsvEncoding): Decoded {
  const found = wished ?? encodingOf(bytes);
  const encoding = found ?? 'windows-1252';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new ProblemError('csv.unreadable', { params: { reason: 'it is no text' } });
    return { text, encoding, guessed: found === null };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('csv.unreadable', { params: { reason: `it is no text in ${encoding.toUpperCase()}` } });
  }
}

function encodingOf(bytes: Uint8Array): CsvEncoding | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  const halves = nulsByHalf(bytes.subarray(0, 4096));
  if (halves.odd > 0.4 && halves.even < 0.1) return 'utf-16le';
  if (halves.even > 0.4 && halves.odd < 0.1) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : null;
}

/** Share of NULs among the bytes at even and at odd places. */
function nulsByHalf(bytes: Uint8Array): { even: number; odd: number } {
  const half = Math.max(1, Math.floor(bytes.length / 2));
  const count = (parity: number) => bytes.filter((byte, index) => byte === 0 && index % 2 === parity).length / half;
  return { even: count(0), odd: count(1) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
