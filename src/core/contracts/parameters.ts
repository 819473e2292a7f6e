import type { Field, FieldLocation, Operation, SigningScheme, Source } from '../../protocol/models/contract.ts';
import { buildField } from './field.ts';
import { fileKind } from './file-field.ts';
import { arrayMember, isObject, type JsonObject, member, objectMember, type Path, textMember } from './json.ts';
import { dereferenceObject } from './references.ts';
import { flatSchema, schemaTypes } from './schema-view.ts';

export type ParameterContext = {
  root: JsonObject;
  signing: SigningScheme;
  source: Source | undefined;
  /** Tells a person of something in the file that is read but not used. */
  warn(path: Path, message: string): void;
};

type Placed = { parameter: JsonObject; path: Path };

/** Fields of an operation's path, query and header parameters; those of the operation replace those of its path (OpenAPI 3.1 §4.8.9.1). */
export function parameterFields(
  context: ParameterContext,
  pathItem: Placed,
  operation: Placed,
  template: string,
): Field[] {
  const placed = new Map<string, Placed>();
  for (const owner of [pathItem, operation]) {
    arrayMember(owner.parameter, 'parameters').forEach((entry, index) => {
      const parameter = dereferenceObject(context.root, entry);
      if (parameter === undefined) return;
      const key = `${textMember(parameter, 'in')} ${textMember(parameter, 'name')}`;
      placed.set(key, { parameter, path: [...owner.path, 'parameters', String(index)] });
    });
  }
  const fields = [...placed.values()].flatMap((entry) => parameterField(context, entry) ?? []);
  return [...missingPathFields(context, template, fields, operation.path), ...fields];
}

function parameterField(context: ParameterContext, { parameter, path }: Placed): Field | undefined {
  const name = textMember(parameter, 'name') ?? '';
  const location = locationOf(member(parameter, 'in'));
  if (location === undefined) {
    context.warn(
      path,
      `The cookie \`${name}\` is left out of the form: cookies are kept by the HTTP client, not typed in.`,
    );
    return undefined;
  }
  if (location === 'header' && ['content-type', 'authorization'].includes(name.toLowerCase())) {
    context.warn(path, `The header \`${name}\` is left out of the form: the body and the credential decide it.`);
    return undefined;
  }
  const content = Object.entries(objectMember(parameter, 'content') ?? {})[0];
  const schema = flatSchema(
    context.root,
    content === undefined ? member(parameter, 'schema') : member(content[1], 'schema'),
  );
  return buildField(schema, {
    name,
    in: location,
    required: location === 'path' || member(parameter, 'required') === true,
    signing: context.signing,
    parameter,
    inheritedSource: context.source,
    serialization: content === undefined ? serializationOf(parameter, schema, location) : 'json',
  });
}

function locationOf(value: unknown): FieldLocation | undefined {
  return value === 'path' || value === 'query' || value === 'header' ? value : undefined;
}

/** OpenAPI 3.1 §4.8.12.2: `style` and `explode`, with `form` and explode as a query's defaults, `simple` elsewhere. */
function serializationOf(parameter: JsonObject, schema: JsonObject, location: FieldLocation): Field['serialization'] {
  const types = schemaTypes(schema);
  if (!types.includes('array') && !types.includes('object')) return undefined;
  const style = textMember(parameter, 'style') ?? (location === 'query' ? 'form' : 'simple');
  if (style === 'deepObject') return 'deep-object';
  if (types.includes('object')) return 'json';
  if (style === 'spaceDelimited') return 'space';
  if (style === 'pipeDelimited') return 'pipe';
  return style === 'form' && member(parameter, 'explode') !== false ? 'repeat' : 'comma';
}

/** Every `{name}` of the path needs a value, whether or not the file describes it. */
function missingPathFields(context: ParameterContext, template: string, fields: readonly Field[], path: Path): Field[] {
  return pathNames(template)
    .filter((name) => !fields.some((field) => field.in === 'path' && field.name === name))
    .map((name) => {
      context.warn(
        path,
        `The path has \`{${name}}\`, but no path parameter describes it. It is taken as required text.`,
      );
      return buildField(
        { type: 'string' },
        { name, in: 'path', required: true, signing: context.signing, inheritedSource: context.source },
      );
    });
}

export function pathNames(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/gu)].flatMap((match) => match[1] ?? []);
}

/** The body of an operation as form fields: those of a JSON object, of a form, or of a form with files. JSON is taken before a form. */
export function bodyFields(
  context: ParameterContext,
  operation: JsonObject,
  path: Path,
): { encoding: Operation['bodyEncoding']; fields: Field[] } {
  const body = dereferenceObject(context.root, member(operation, 'requestBody'));
  if (body === undefined) return { encoding: 'none', fields: [] };
  const content = objectMember(body, 'content') ?? {};
  const bodyPath = [...path, 'requestBody'];
  const chosen = [isJsonMediaType, isFormMediaType, isMultipartMediaType]
    .map((isOne) => Object.keys(content).find(isOne))
    .find((found) => found !== undefined);
  if (chosen === undefined) {
    const offered = Object.keys(content).join(', ');
    context.warn(
      bodyPath,
      `A body of ${offered || 'no media type'} cannot be filled in here; only JSON, form and multipart/form-data bodies can.`,
    );
    return { encoding: 'none', fields: [] };
  }
  const media = member(content, chosen);
  const schema = flatSchema(context.root, member(media, 'schema'));
  const encoding = isJsonMediaType(chosen) ? 'json' : isFormMediaType(chosen) ? 'form' : 'multipart';
  const properties = objectMember(schema, 'properties') ?? {};
  const types = schemaTypes(schema);
  if (types.length > 0 && !types.includes('object')) {
    context.warn(bodyPath, 'The body is not an object with named members, so it has no form fields.');
  }
  const required = new Set(arrayMember(schema, 'required'));
  const fields = Object.entries(properties).map(([name, property]) => {
    const flat = flatSchema(context.root, property);
    const file = encoding === 'multipart' ? fileKind(context.root, flat, mediaTypeOfField(media, name)) : undefined;
    return buildField(flat, {
      name,
      in: 'body',
      required: required.has(name),
      signing: context.signing,
      inheritedSource: context.source,
      serialization: encoding === 'json' || file !== undefined ? undefined : formSerialization(media, name, flat),
      ...(file === undefined ? {} : { file }),
    });
  });
  return { encoding, fields };
}

/** `contentType` of an Encoding Object (OpenAPI 3.1 §4.8.15.1). */
function mediaTypeOfField(media: unknown, name: string): string {
  return textMember(objectMember(objectMember(media, 'encoding'), name), 'contentType') ?? '';
}

function formSerialization(media: unknown, name: string, schema: JsonObject): Field['serialization'] {
  const encoding = objectMember(objectMember(media, 'encoding'), name);
  if (mediaTypeOfField(media, name).includes('json')) return 'json';
  return serializationOf(isObject(encoding) ? encoding : {}, schema, 'query');
}

/** `application/json` and every `…+json` (RFC 6839 §3.1), parameters aside. */
export function isJsonMediaType(mediaType: string): boolean {
  return /^[^/]+\/(?:[^;]*\+)?json\s*(?:;|$)/iu.test(mediaType.trim());
}

function isFormMediaType(mediaType: string): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/iu.test(mediaType.trim());
}

function isMultipartMediaType(mediaType: string): boolean {
  return /^multipart\/form-data\s*(?:;|$)/iu.test(mediaType.trim());
}
