import type { BodyView } from '../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { charsetName, detectCharset, mediaType } from './charset.ts';

const sampleSize = 8 * 1024;

/** Whether a body is text or not: by its media type where that settles it, else by its bytes. */
export function bodyKind(bytes: Uint8Array, contentType: string | null): BodyView['kind'] {
  if (bytes.length === 0) return 'empty';
  const type = mediaType(contentType) ?? '';
  if (/^(image|audio|video|font)\//.test(type) && !type.endsWith('+xml')) return 'binary';
  if (/^utf-16/.test(detectCharset(bytes, contentType).label)) return 'text';
  return looksBinary(bytes.subarray(0, sampleSize)) ? 'binary' : 'text';
}

/**
 * The beginning of a body as text, not masked. Decodes only what is shown, so the size of the body does not matter.
 * `maxChars` counts UTF-16 code units, as string lengths do; a character is never cut in two.
 */
export function viewBody(bytes: Uint8Array, contentType: string | null, { maxChars }: { maxChars: number }): BodyView {
  const kind = bodyKind(bytes, contentType);
  const base = { size: bytes.length, contentType, kind };
  if (kind !== 'text') return { ...base, charset: null, text: '', truncated: false };
  const charset = detectCharset(bytes, contentType);
  // No charset of the Encoding standard needs more than four bytes per code unit, escapes of ISO-2022-JP aside.
  const head = bytes.subarray(charset.bomLength, charset.bomLength + maxChars * 4 + 64);
  const partial = charset.bomLength + head.length < bytes.length;
  const text = new TextDecoder(charset.label).decode(head, { stream: partial });
  const shown = cutText(text, maxChars);
  return { ...base, charset: charsetName(charset), text: shown, truncated: partial || shown.length < text.length };
}

/** The value of the `Content-Type` header, as body functions take it. */
export function contentTypeOf(headers: Pairs): string | null {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
}

/** The whole of a body as text: for parsing, not for showing. `charset` is the label the text was decoded with. */
export function decodeText(bytes: Uint8Array, contentType: string | null): { text: string; charset: string } {
  const { label, bomLength } = detectCharset(bytes, contentType);
  return { text: new TextDecoder(label).decode(bytes.subarray(bomLength)), charset: label };
}

/** The first `length` code units, one less where that would split a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

function looksBinary(sample: Uint8Array): boolean {
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) control += 1;
  }
  return control > sample.length / 50;
}
