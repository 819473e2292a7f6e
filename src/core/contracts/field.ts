import type { Field, FieldLocation, SigningScheme, Source } from '../../protocol/models/contract.ts';
import { inferredKeywords, isRecommended, openOptionsOf, sourceOf } from './extensions.ts';
import { arrayMember, asText, type JsonObject, member, numberMember, objectMember, textMember } from './json.ts';
import { boundedPattern } from './pattern.ts';
import { schemaTypes } from './schema-view.ts';

/** Where a field stands in its operation, and what is known of it there rather than in its schema. */
export type FieldPlace = {
  name: string;
  in: FieldLocation;
  required: boolean;
  signing: SigningScheme;
  /** The parameter object, whose description, example and extensions win over those of its schema. */
  parameter?: JsonObject;
  inheritedSource: Source | undefined;
  serialization?: Field['serialization'];
  file?: NonNullable<Field['file']>;
};

/** One form field from a flattened schema and its place. */
export function buildField(schema: JsonObject, place: FieldPlace): Field {
  const parameter = place.parameter ?? {};
  const source = sourceOf(parameter) ?? sourceOf(schema) ?? place.inheritedSource;
  const inferred = [...new Set([...inferredKeywords(parameter), ...inferredKeywords(schema)])];
  const example = exampleOf(parameter) ?? exampleOf(schema);
  return {
    name: place.name,
    in: place.in,
    required: place.required,
    recommended: isRecommended(parameter) || isRecommended(schema),
    type: fieldType(schema),
    description: textMember(parameter, 'description') ?? textMember(schema, 'description') ?? '',
    ...optionsOf(schema),
    ...optional('default', defaultOf(schema)),
    ...optional('example', example),
    ...optional('format', formatOf(schema)),
    ...optional('pattern', usablePattern(schema)),
    ...optional('minLength', count(schema, 'minLength')),
    ...optional('maxLength', count(schema, 'maxLength')),
    ...optional('minimum', numberMember(schema, 'minimum')),
    ...optional('maximum', numberMember(schema, 'maximum')),
    ...optional('serialization', place.serialization),
    ...(member(schema, 'const') === undefined ? {} : { fixed: true }),
    ...(inferred.length > 0 ? { inferred } : {}),
    ...optional('file', place.file),
    secret: textMember(schema, 'format') === 'password',
    suppliedBy: isSignerSupplied(place) ? 'signer' : 'person',
    ...optional('source', source),
  };
}

/**
 * Names each scheme fills while signing: RFC 5849 §3.1 with the callback and token of §2; ProctorExam's three; in LTI 1.3 all of
 * them, the path included, as addresses come from the registration.
 */
function isSignerSupplied({ name, in: location, signing }: FieldPlace): boolean {
  if (signing.scheme === 'lti-1.3') return true;
  if (location !== 'query' && location !== 'body') return false;
  if (signing.scheme === 'proctorexam') return ['timestamp', 'nonce', 'signature'].includes(name);
  if (signing.scheme === 'oauth1') return name.startsWith('oauth_');
  return false;
}

/** A schema of several types is edited as the widest of them. */
function fieldType(schema: JsonObject): Field['type'] {
  const types = schemaTypes(schema);
  for (const type of ['string', 'object', 'array', 'boolean', 'number', 'integer'] as const) {
    if (types.includes(type)) return type;
  }
  return 'string';
}

function optionsOf(schema: JsonObject): Pick<Field, 'options' | 'openOptions'> {
  const open = openOptionsOf(schema);
  if (open !== undefined) return { options: open, openOptions: true };
  const fixed = member(schema, 'const');
  if (fixed !== undefined) return { options: [asText(fixed)] };
  const values = arrayMember(schema, 'enum').filter((value) => value !== null);
  return values.length === 0 ? {} : { options: values.map(asText) };
}

function defaultOf(schema: JsonObject): string | undefined {
  const value = member(schema, 'default') ?? member(schema, 'const');
  return value === undefined || value === null ? undefined : asText(value);
}

function exampleOf(node: JsonObject): string | undefined {
  const single = member(node, 'example');
  if (single !== undefined) return asText(single);
  const listed = member(node, 'examples');
  if (Array.isArray(listed)) return listed.length === 0 ? undefined : asText(listed[0]);
  const named = member(Object.values(objectMember(node, 'examples') ?? {})[0], 'value');
  return named === undefined ? undefined : asText(named);
}

function formatOf(schema: JsonObject): string | undefined {
  const format = textMember(schema, 'format');
  if (format !== undefined) return format === 'password' ? undefined : format;
  return textMember(schema, 'contentMediaType') === 'application/json' ? 'json' : undefined;
}

function usablePattern(schema: JsonObject): string | undefined {
  const pattern = textMember(schema, 'pattern');
  return pattern === undefined || 'refused' in boundedPattern(pattern) ? undefined : pattern;
}

function count(schema: JsonObject, keyword: string): number | undefined {
  const value = numberMember(schema, keyword);
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  const entry: { [K in Key]?: Value } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}
