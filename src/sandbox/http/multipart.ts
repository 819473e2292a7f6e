import { createHash } from 'node:crypto';
import type { SandboxRequest } from './request.ts';
import { mediaTypeOf } from './request.ts';

export interface UploadedFile {
  /** Name of the form field. */
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface MultipartForm {
  readonly fields: URLSearchParams;
  readonly files: readonly UploadedFile[];
}

/** A body that says it is multipart and is not: without a boundary, or cut off before the last one. */
export class MalformedMultipartError extends Error {
  override readonly name = 'MalformedMultipartError';
}

/**
 * Fields and files of a `multipart/form-data` body (RFC 7578); empty for any other body. Throws MalformedMultipartError. Parts without a
 * name are left out.
 */
export function multipartForm(request: SandboxRequest): MultipartForm {
  const fields = new URLSearchParams();
  const files: UploadedFile[] = [];
  if (mediaTypeOf(request) !== 'multipart/form-data') return { fields, files };
  for (const part of partsOf(request.body, boundaryOf(request))) {
    const end = part.indexOf('\r\n\r\n');
    if (end < 0) throw new MalformedMultipartError('a part without a head');
    const head = part.subarray(0, end).toString('utf8');
    const content = part.subarray(end + 4);
    const field = parameterOf(head, 'name');
    const name = parameterOf(head, 'filename');
    if (field === null) continue;
    if (name === null) fields.append(field, content.toString('utf8'));
    else files.push({ field, name, contentType: contentTypeOf(head), content });
  }
  return { fields, files };
}

/** SHA-256 of a file's bytes, lower-case hex. */
export function sha256Of({ content }: UploadedFile): string {
  return createHash('sha256').update(content).digest('hex');
}

function boundaryOf(request: SandboxRequest): string {
  const found = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '');
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw new MalformedMultipartError('no boundary');
  return boundary;
}

/** What lies between the delimiters, up to the closing one (RFC 2046 §5.1.1). */
function* partsOf(body: Buffer, boundary: string): Generator<Buffer> {
  const first = Buffer.from(`--${boundary}`);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const atStart = body.subarray(0, first.length).equals(first);
  const preamble = atStart ? 0 : body.indexOf(delimiter);
  let from = preamble < 0 ? -1 : preamble + (atStart ? first.length : delimiter.length);
  while (from >= 0 && body.toString('latin1', from, from + 2) !== '--') {
    const next = body.indexOf(delimiter, from);
    if (next < 0) from = -1;
    else {
      yield body.subarray(from, next);
      from = next + delimiter.length;
    }
  }
  if (from < 0) throw new MalformedMultipartError('no closing boundary');
}

/** A quoted parameter of the part's head; browsers percent-encode `"` and line breaks in it. */
function parameterOf(head: string, parameter: 'name' | 'filename'): string | null {
  const line = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
  const quoted = new RegExp(`;\\s*${parameter}="([^"]*)"`, 'i').exec(line)?.[1];
  return quoted?.replace(/%(22|0D|0A)/gi, (encoded) => decodeURIComponent(encoded)) ?? null;
}

function contentTypeOf(head: string): string {
  return /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
}
