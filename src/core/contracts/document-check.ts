import openApiSchema from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json' with { type: 'json' };
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ContractError } from '../../protocol/models/contract.ts';
import { extensionSchemas } from './extensions.ts';
import { fromPointer, isObject, member, type Path } from './json.ts';
import { boundedPattern } from './pattern.ts';
import { relevantErrors } from './relevant-errors.ts';
import { visitSchemas } from './schema-places.ts';
import type { SourceText } from './source-text.ts';

const MAX_ERRORS = 20;

/** Errors against the OpenAPI 3.1 description of a document (its own JSON Schema), with a place and a sentence each. */
export function checkAgainstOpenApi(source: SourceText): ContractError[] {
  const validate = openApiValidator();
  if (validate(source.value)) return [];
  return relevantErrors(validate.errors ?? [])
    .slice(0, MAX_ERRORS)
    .map((error) => source.complain(placeOf(error), sentence(error)));
}

/** OpenAPI's own description leaves schemas open; each is checked here against JSON Schema 2020-12, and the patterns in it are tried. */
export function checkSchemas(source: SourceText): ContractError[] {
  const validate = metaValidator();
  const errors: ContractError[] = [];
  visitSchemas(source.value, (schema, path) => {
    if (errors.length >= MAX_ERRORS) return;
    if (!validate(schema)) {
      for (const error of relevantErrors(validate.errors ?? [])) {
        errors.push(source.complain([...path, ...placeOf(error)], sentence(error)));
      }
    }
  });
  return errors.slice(0, MAX_ERRORS);
}

/** What has no effect though it looks as if it had: patterns that cannot be used, and `nullable` of OpenAPI 3.0. */
export function ineffectiveParts(source: SourceText): ContractError[] {
  const warnings: ContractError[] = [];
  walk(source.value, [], (node, path) => {
    if (member(node, 'nullable') === true) {
      const message =
        "`nullable` belongs to OpenAPI 3.0 and has no effect here. Write `type: [string, 'null']` instead.";
      warnings.push(source.complain([...path, 'nullable'], message));
    }
    const pattern = member(node, 'pattern');
    const compiled = typeof pattern === 'string' ? boundedPattern(pattern) : undefined;
    if (compiled !== undefined && 'refused' in compiled) {
      warnings.push(source.complain([...path, 'pattern'], `This pattern is ignored: ${compiled.refused}.`));
    }
  });
  return warnings.slice(0, MAX_ERRORS);
}

/** `x-…` members this project reads but that do not have their documented shape. */
export function checkExtensions(source: SourceText): ContractError[] {
  const errors: ContractError[] = [];
  walk(source.value, [], (node, path) => {
    for (const [name, schema] of Object.entries(extensionSchemas)) {
      const value = member(node, name);
      if (value === undefined) continue;
      const issue = schema.safeParse(value).error?.issues[0];
      if (issue === undefined) continue;
      const at = [...path, name, ...issue.path.map(String)];
      errors.push(source.complain(at, `\`${name}\` is not as documented: ${issue.message}.`));
    }
  });
  return errors.slice(0, MAX_ERRORS);
}

function walk(value: unknown, path: string[], visit: (node: unknown, path: Path) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isObject(value)) visit(value, path);
  for (const [key, child] of Object.entries(value)) {
    if (key !== 'example' && key !== 'examples') walk(child, [...path, key], visit);
  }
}

let openApi: ValidateFunction | undefined;
let meta: ValidateFunction | undefined;

function openApiValidator(): ValidateFunction {
  if (openApi === undefined) {
    const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
    addFormats(ajv);
    ajv.addFormat('media-range', true);
    openApi = ajv.compile(openApiSchema);
  }
  return openApi;
}

function metaValidator(): ValidateFunction {
  if (meta === undefined) {
    const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, validateFormats: false });
    meta = ajv.compile({ $ref: 'https://json-schema.org/draft/2020-12/schema' });
  }
  return meta;
}

/** The offending node itself where the error names one of its members. */
function placeOf(error: ErrorObject): Path {
  const at = fromPointer(error.instancePath);
  const named: unknown =
    error.params.unevaluatedProperty ?? error.params.additionalProperty ?? error.params.propertyName;
  return typeof named === 'string' ? [...at, named] : at;
}

function sentence(error: ErrorObject): string {
  const place = lastName(error.instancePath);
  switch (error.keyword) {
    case 'required':
      return `${place} lacks \`${error.params.missingProperty}\`, which OpenAPI 3.1 requires here.`;
    case 'unevaluatedProperties':
    case 'additionalProperties': {
      const name = error.params.unevaluatedProperty ?? error.params.additionalProperty;
      return `\`${name}\` is not a member OpenAPI 3.1 knows in ${place}. Check its spelling and indentation; own additions begin with \`x-\`.`;
    }
    case 'type':
      return `${place} must be ${typeNames(error.params.type)}.`;
    case 'enum':
      return `${place} must be one of ${listed(error.params.allowedValues)}.`;
    case 'const':
      return `${place} must be ${JSON.stringify(error.params.allowedValue)}.`;
    case 'oneOf':
    case 'anyOf':
      return choiceSentence(error, place);
    case 'propertyNames':
      return `The name \`${error.params.propertyName}\` is not allowed in ${place}.`;
    default:
      return `${place} ${error.message ?? 'is not valid'}.`;
  }
}

function choiceSentence(error: ErrorObject, place: string): string {
  if (error.instancePath === '') return 'The document needs at least one of `paths`, `components` or `webhooks`.';
  if (/\/(?:parameters|headers)\/[^/]+$/.test(error.instancePath))
    return `${place} needs either a \`schema\` or a \`content\`, and not both.`;
  return `${place} has none of the shapes allowed here.`;
}

function lastName(pointer: string): string {
  const path = fromPointer(pointer);
  const name = path.at(-1);
  if (name === undefined) return 'The document';
  if (!/^\d+$/.test(name)) return `\`${name}\``;
  const parent = path.at(-2) ?? '';
  return parent === 'responses' ? `Response \`${name}\`` : `Entry ${Number(name) + 1} of \`${parent}\``;
}

function typeNames(type: unknown): string {
  const names = (Array.isArray(type) ? type : String(type).split(',')).map(String);
  const articles: Readonly<Record<string, string>> = {
    object: 'an object (names with values)',
    array: 'a list',
    string: 'text',
    boolean: 'true or false',
    number: 'a number',
    integer: 'a whole number',
    null: 'null',
  };
  return names.map((name) => articles[name] ?? name).join(' or ');
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : String(values);
}
