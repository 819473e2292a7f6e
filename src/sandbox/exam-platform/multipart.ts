import type { SandboxRequest } from '../http/request.ts';
import { mediaTypeOf } from '../http/request.ts';

export interface UploadedFile {
  /** Name of the form field. */
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

export interface MultipartForm {
  readonly fields: URLSearchParams;
  readonly files: readonly UploadedFile[];
}

const empty: MultipartForm = { fields: new URLSearchParams(), files: [] };

/** Fields and files of a `multipart/form-data` body (RFC 7578); empty for any other body. Contents of files are not kept. */
export function multipartForm(request: SandboxRequest): MultipartForm {
  if (mediaTypeOf(request) !== 'multipart/form-data') return empty;
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '');
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return empty;
  const fields = new URLSearchParams();
  const files: UploadedFile[] = [];
  // Latin-1 keeps every byte one character, so that sizes and boundaries stay right in binary files.
  const parts = `\r\n${request.body.toString('latin1')}`.split(`\r\n--${mark}`).slice(1, -1);
  for (const part of parts) {
    const end = part.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const head = Buffer.from(part.slice(0, end), 'latin1').toString('utf8');
    const content = part.slice(end + 4);
    const field = /;\s*name="([^"]*)"/i.exec(head)?.[1];
    if (field === undefined) continue;
    const name = /;\s*filename="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined) fields.append(field, Buffer.from(content, 'latin1').toString('utf8'));
    else files.push({ field, name, contentType: contentTypeOf(head), size: content.length });
  }
  return { fields, files };
}

function contentTypeOf(head: string): string {
  return /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
}
