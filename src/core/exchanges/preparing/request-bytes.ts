import type { SignedRequest } from '../../../protocol/models/signing.ts';
import { type FormFiles, filePart } from '../../files/form-files.ts';
import { multipartBody } from '../../http/index.ts';

/** The body a request goes on the wire with, and what of it is kept untouched, by the part it is kept under. */
export type RequestBytes = { body: Uint8Array | null; untouched: ReadonlyMap<string, Uint8Array> };

/**
 * Loads the files of a request and writes its body. The files are kept once each; the body can be made from them again.
 *
 * @throws ProblemError `file.gone`, `vault.locked`.
 */
export async function requestBytes(request: SignedRequest, files: Pick<FormFiles, 'read'>): Promise<RequestBytes> {
  const encoder = new TextEncoder();
  const described = encoder.encode(JSON.stringify(request));
  const { multipart } = request;
  if (multipart === undefined) {
    const body = request.body === null ? null : encoder.encode(request.body);
    return { body, untouched: new Map([['request', described]]) };
  }
  const bytes = new Map<string, Uint8Array>();
  for (const { file } of multipart.files) {
    if (!bytes.has(file.id)) bytes.set(file.id, await files.read(file));
  }
  return {
    body: multipartBody(request.fields, multipart, bytes),
    untouched: new Map([
      ['request', described],
      ...[...bytes].map(([id, content]) => [filePart(id), content] as const),
    ]),
  };
}
