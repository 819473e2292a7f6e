import type { Pairs } from '../../protocol/models/pairs.ts';

const bodyMethods = new Set(['PUT', 'POST', 'PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH']);

/**
 * The header lines as they go on the wire: the HTTP library writes `host` and `connection` first and `content-length`
 * last, the caller's own lines keep their order and case between them. A test compares this with what a server receives.
 */
export function wireHeaders(method: string, url: URL, headers: Pairs, body: Uint8Array | null): Pairs {
  const own = new Set(['host', 'connection', 'content-length']);
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? url.host;
  const length = body?.byteLength ?? 0;
  return [
    ['host', host],
    ['connection', 'close'],
    ...headers.filter(([name]) => !own.has(name.toLowerCase())),
    ...(length > 0 || bodyMethods.has(method) ? [['content-length', String(length)] satisfies [string, string]] : []),
  ];
}

/** Header bytes as text: UTF-8 where they are, as servers write file names and locations; else Latin-1, which loses nothing. */
export function headerText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  return text.includes('\uFFFD') ? buffer.toString('latin1') : text;
}
