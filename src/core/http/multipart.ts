import type { Pairs } from '../../protocol/models/pairs.ts';
import type { Multipart } from '../../protocol/models/signing.ts';

const mediaType = 'multipart/form-data';

/** The `Content-Type` of a multipart body (RFC 7578 §4.1). */
export function multipartContentType({ boundary }: Pick<Multipart, 'boundary'>): string {
  return `${mediaType}; boundary=${boundary}`;
}

/** A boundary that 128 random bits keep from occurring in a part (RFC 2046 §5.1.1). */
export function newBoundary(randomBytes: Uint8Array): string {
  return `----CountersignForm${Buffer.from(randomBytes).toString('hex')}`;
}

/**
 * A `multipart/form-data` body (RFC 7578): fields in UTF-8, then the files with their bytes untouched. `bytes` holds those of each
 * file under its id. Names are written as browsers write them: UTF-8, with `"`, CR and LF percent-encoded (HTML §4.10.21.8, which
 * RFC 7578 §4.2 leaves room for; the `filename*` of RFC 5987 is forbidden there). Field values are sent as they are signed: line
 * breaks stay what they are.
 */
export function multipartBody(fields: Pairs, multipart: Multipart, bytes: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const { boundary, types, files } = multipart;
  const parts = [
    ...fields.map(([name, value]) => {
      const type = Object.hasOwn(types, name) ? types[name] : undefined;
      return part(boundary, `name="${quoted(name)}"`, type, Buffer.from(value, 'utf8'));
    }),
    ...files.map(({ name, file }) => {
      const content = bytes.get(file.id);
      if (content === undefined) throw new Error(`the bytes of file ${file.id} were not loaded`);
      return part(boundary, `name="${quoted(name)}"; filename="${quoted(file.name)}"`, file.mediaType, content);
    }),
  ];
  return Buffer.concat([...parts.flat(), Buffer.from(`--${boundary}--\r\n`)]);
}

function part(boundary: string, names: string, type: string | undefined, content: Uint8Array): Uint8Array[] {
  const typeLine = type === undefined ? '' : `Content-Type: ${type}\r\n`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; ${names}\r\n${typeLine}\r\n`;
  return [Buffer.from(head, 'utf8'), content, Buffer.from('\r\n')];
}

function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
