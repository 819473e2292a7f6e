import { TextDecoder } from 'node:util';
import type { BodyView } from '../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';

/** Characters of a body's beginning that a hop carries. */
export const maxBodyText = 256 * 1024;
/** Bodies announced as larger than this are not read for recording: the page gets them, the recorder only their size. */
const maxReadBytes = 8 * 1024 * 1024;

export type BodyKind = {
  contentType: string | null;
  charset: string | null;
  announced: number | null;
  isText: boolean;
};

/** What the headers say of a body. Without a content type browsers guess, and launches answer text: it is read as text. */
export function bodyKind(headers: Pairs): BodyKind {
  const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
  const contentType = value('content-type');
  const length = Number(value('content-length') ?? Number.NaN);
  return {
    contentType,
    charset: contentType?.match(/charset\s*=\s*"?([^";\s]+)/i)?.[1]?.toLowerCase() ?? null,
    announced: Number.isInteger(length) ? length : null,
    isText: contentType === null || /^text\/|json|xml|javascript|x-www-form-urlencoded/i.test(contentType),
  };
}

/** Whether the recorder asks the browser for this body. */
export function isRead({ isText, announced }: BodyKind): boolean {
  return isText && (announced === null || announced <= maxReadBytes);
}

/** A body that was not read. */
export function unreadBody({ contentType, charset, announced, isText }: BodyKind): BodyView {
  const kind = announced === 0 ? 'empty' : isText ? 'text' : 'binary';
  return { size: announced ?? 0, contentType, charset, kind, text: '', truncated: kind !== 'empty' };
}

/** A body as read, decoded by the charset its headers name; UTF-8 when they name none, or one that does not exist. */
export function readBody({ contentType, charset }: BodyKind, bytes: Uint8Array): BodyView {
  const text = decoderFor(charset).decode(bytes);
  return {
    size: bytes.length,
    contentType,
    charset,
    kind: bytes.length === 0 ? 'empty' : 'text',
    text: text.slice(0, maxBodyText),
    truncated: text.length > maxBodyText,
  };
}

function decoderFor(charset: string | null): TextDecoder {
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    return new TextDecoder('utf-8');
  }
}
