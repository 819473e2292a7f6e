/** How the text of a body is encoded, and where that is known from. */
export type Charset = {
  /** Label as the Encoding standard names it. */
  label: string;
  /** Bytes of a byte order mark at the beginning. */
  bomLength: number;
  /** The declared charset when it is none this program knows. */
  unknown: string | null;
};

const sampleSize = 64 * 1024;

/**
 * Finds the charset: byte order mark, then the `charset` parameter, then the document's own declaration
 * (HTML `meta`, XML declaration), then UTF-8 where the media type fixes it (JSON, RFC 8259 §8.1) or the bytes are valid
 * UTF-8, else windows-1252 as browsers assume.
 */
export function detectCharset(bytes: Uint8Array, contentType: string | null): Charset {
  const bom = byteOrderMark(bytes);
  if (bom !== null) return { ...bom, unknown: null };
  const declared = charsetParameter(contentType) ?? (isJson(contentType) ? null : ownDeclaration(bytes));
  if (declared === null) return { label: guess(bytes, contentType), bomLength: 0, unknown: null };
  const label = canonicalLabel(declared);
  return label === null
    ? { label: guess(bytes, contentType), bomLength: 0, unknown: declared }
    : { label, bomLength: 0, unknown: null };
}

/** The charset for people to read; says so when what the server declared could not be used. */
export function charsetName({ label, unknown }: Charset): string {
  return unknown === null ? label : `${label} (“${unknown}” is not a known charset)`;
}

/** The media type without parameters, in lower case. */
export function mediaType(contentType: string | null): string | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return type === undefined || type === '' ? null : type;
}

function isJson(contentType: string | null): boolean {
  return /[/+]json$/.test(mediaType(contentType) ?? '');
}

function charsetParameter(contentType: string | null): string | null {
  return (
    /;\s*charset\s*=\s*(?:"([^"]*)"|([^;\s]*))/i
      .exec(contentType ?? '')
      ?.slice(1)
      .find(Boolean)
      ?.trim() ?? null
  );
}

function byteOrderMark(bytes: Uint8Array): { label: string; bomLength: number } | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { label: 'utf-8', bomLength: 3 };
  if (first === 0xff && second === 0xfe) return { label: 'utf-16le', bomLength: 2 };
  if (first === 0xfe && second === 0xff) return { label: 'utf-16be', bomLength: 2 };
  return null;
}

function ownDeclaration(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const found =
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head) ??
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head);
  const label = found?.[1] ?? null;
  // A declaration that could be read as ASCII cannot be UTF-16 (HTML standard, 13.2.3.2).
  return label !== null && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function guess(bytes: Uint8Array, contentType: string | null): string {
  return isJson(contentType) || isUtf8(bytes.subarray(0, sampleSize)) ? 'utf-8' : 'windows-1252';
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function canonicalLabel(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
