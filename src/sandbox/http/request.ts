import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request read to its end. */
export interface SandboxRequest {
  readonly method: string;
  /** How the request came in; the sandbox never believes a proxy's word for it. */
  readonly scheme: 'http' | 'https';
  /** Host header as received: name and, if not 80, port. */
  readonly host: string;
  /** Path as received, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as received, without its question mark. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The server's time for this request, milliseconds since the epoch. */
  readonly now: number;
}

const mebibyte = 1024 * 1024;

/** Largest body that is read, in bytes: enough for a file where there may be one. */
export function maximumBodyBytes({ headers }: Pick<IncomingMessage, 'headers'>): number {
  return headers['content-type']?.toLowerCase().startsWith('multipart/form-data') === true ? 64 * mebibyte : mebibyte;
}

/** Reads the body, or answers `too-large` as soon as it has grown beyond {@link maximumBodyBytes}. */
export async function readBody(message: IncomingMessage): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  const limit = maximumBodyBytes(message);
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) return 'too-large';
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/**
 * Whether a Host header may be served. A page of a hostile site whose name was pointed at 127.0.0.1 (DNS
 * rebinding) is same-origin with this server for the browser; its own name in Host gives it away.
 */
export function isLocalHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const match = /^([a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host);
  const name = match?.[1]?.toLowerCase();
  return name === '127.0.0.1' || name === 'localhost' || name?.endsWith('.localhost') === true;
}

/**
 * Whether the request may be served, by where it comes from. Launches are navigations from another site by design. What scripts and
 * subresources of another origin ask for is refused, and so is all that a browser sends to an API, which only servers call.
 */
export function isAllowedSender({ headers, method }: IncomingMessage, path: string): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (path.startsWith('/api/')) return origin === undefined && site === undefined;
  const isForeign =
    site === 'cross-site' || site === 'same-site' || (origin !== undefined && origin !== `http://${host}`);
  const reads = method === 'GET' || method === 'HEAD';
  if (site === undefined) return !(isForeign && reads);
  return !isForeign || headers['sec-fetch-mode'] === 'navigate';
}

/** Splits a request target in origin form (`/path?query`) or answers null for any other form. */
export function splitTarget(
  target: string | undefined,
): { path: string; search: string; query: URLSearchParams } | null {
  if (target === undefined || !target.startsWith('/')) return null;
  const mark = target.indexOf('?');
  const search = mark < 0 ? '' : target.slice(mark + 1);
  return { path: mark < 0 ? target : target.slice(0, mark), search, query: new URLSearchParams(search) };
}

/** Media type in lower case without its parameters; '' when there is none. */
export function mediaTypeOf(request: SandboxRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Fields of an `application/x-www-form-urlencoded` body in order; none for any other body. */
export function formFields(request: SandboxRequest): URLSearchParams {
  return mediaTypeOf(request) === 'application/x-www-form-urlencoded'
    ? new URLSearchParams(request.body.toString('utf8'))
    : new URLSearchParams();
}
