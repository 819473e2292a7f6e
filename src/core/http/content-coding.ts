import type { Transform } from 'node:stream';
import zlib from 'node:zlib';

const outputChunk = 256 * 1024;

/**
 * Codings of a `Content-Encoding` value in the order they were applied (RFC 9110 §8.4).
 * `null` when one of them is unknown here: such a body is kept as received.
 */
export function parseContentEncoding(values: readonly string[]): string[] | null {
  const codings = values
    .flatMap((value) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .map((coding) => coding.replace(/^x-(?=gzip$)/, ''));
  return codings.every(isSupported) ? codings : null;
}

function isSupported(coding: string): boolean {
  if (coding === 'zstd') return typeof zlib.createZstdDecompress === 'function';
  return coding === 'gzip' || coding === 'deflate' || coding === 'br';
}

/** Streams that undo the codings, first to run first. `start` is the beginning of the coded body. */
export function createDecoders(codings: readonly string[], start: Uint8Array): Transform[] {
  return codings.toReversed().map((coding, position) => createDecoder(coding, position === 0 ? start : null));
}

function createDecoder(coding: string, start: Uint8Array | null): Transform {
  switch (coding) {
    case 'br':
      return zlib.createBrotliDecompress({ chunkSize: outputChunk });
    case 'zstd':
      return zlib.createZstdDecompress({ chunkSize: outputChunk });
    case 'deflate':
      return start !== null && !hasZlibHeader(start)
        ? zlib.createInflateRaw({ chunkSize: outputChunk })
        : zlib.createInflate({ chunkSize: outputChunk });
    default:
      return zlib.createGunzip({ chunkSize: outputChunk });
  }
}

/** `deflate` means the zlib format (RFC 9110 §8.4.1.2), yet some servers send the bare stream; RFC 1950 §2.2 tells them apart. */
function hasZlibHeader(start: Uint8Array): boolean {
  const [cmf = 0, flags = 0] = start;
  return (cmf & 0x0f) === 8 && (start.length < 2 || (cmf * 256 + flags) % 31 === 0);
}
