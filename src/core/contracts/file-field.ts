import type { Field } from '../../protocol/models/contract.ts';
import { arrayMember, type JsonObject, member, textMember } from './json.ts';
import { flatSchema, schemaTypes } from './schema-view.ts';

/**
 * Whether a member of a multipart body is a file, or a list of files: `format: binary` as in OpenAPI 3.0, and what 3.1 says
 * instead (§4.8.14.2, §4.8.15): a `contentMediaType` other than JSON, a schema without type, or an Encoding Object with a media type
 * that is no text. `mediaType` is that of the Encoding Object, '' for none.
 */
export function fileKind(root: JsonObject, schema: JsonObject, mediaType: string): Field['file'] {
  const many = schemaTypes(schema).includes('array');
  const one = many ? flatSchema(root, member(schema, 'items')) : schema;
  if (!holdsFile(one, mediaType)) return undefined;
  const listed = mediaType === '' ? (textMember(one, 'contentMediaType') ?? '') : mediaType;
  const accept = listed
    .split(',')
    .map((type) => type.trim().toLowerCase())
    .filter((type) => type !== '' && type !== '*/*' && type !== 'application/octet-stream');
  return { accept, many };
}

function holdsFile(schema: JsonObject, mediaType: string): boolean {
  if (textMember(schema, 'format') === 'binary') return true;
  const types = schemaTypes(schema);
  const encoded = textMember(schema, 'contentEncoding') !== undefined;
  const content = textMember(schema, 'contentMediaType');
  if (types.length === 0) {
    const constrained = arrayMember(schema, 'enum').length > 0 || member(schema, 'const') !== undefined;
    return !constrained && (mediaType === '' || isBinary(mediaType));
  }
  if (!types.includes('string') || encoded) return false;
  return content === undefined ? isBinary(mediaType) : isBinary(content);
}

function isBinary(mediaType: string): boolean {
  return mediaType !== '' && !/^text\/|[/+](?:json|xml)\b/iu.test(mediaType);
}
