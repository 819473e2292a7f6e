import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Source } from '../../../protocol/models/contract.ts';
import type { Check } from '../../../protocol/models/exchanges/verdict.ts';
import { inferredKeywords, sourceOf } from '../extensions.ts';
import { fromPointer, isObject, type JsonObject, member, objectMember, textMember, valueAt } from '../json.ts';
import type { MediaTypeNode } from '../operations.ts';
import { boundedPattern } from '../pattern.ts';
import { relevantErrors } from '../relevant-errors.ts';
import { breachLevel, check, type Facts, sourceLine } from './facts.ts';
import { excerpt } from './message.ts';
import { bundledSchema } from './schema-bundle.ts';

const MAX_CHECKS = 20;
/** Above this size one breach is enough: collecting all of them could take more memory than the body. */
const ALL_ERRORS_BELOW = 1_000_000;

type Compiled = { validate: ValidateFunction; schema: JsonObject };

/** The body against its documented schema: one check per breach, or a single one that passed. */
export function schemaChecks(facts: Facts, media: MediaTypeNode, body: unknown): Check[] {
  if (media.schema === undefined) return [];
  const line = sourceLine(facts, media.source);
  try {
    const allErrors = facts.response.bodyText.length < ALL_ERRORS_BELOW;
    const compiled = compile(facts.loaded.document, media.schema, allErrors);
    patternDeadline = performance.now() + PATTERN_BUDGET_MS;
    if (compiled.validate(body)) return [check('body.schema', 'pass', 'a body as documented', 'as documented', line)];
    return relevantErrors(compiled.validate.errors ?? [])
      .slice(0, MAX_CHECKS)
      .map((error) => schemaCheck(facts, media, compiled.schema, error, body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [check('body.schema', 'warning', 'a body as documented', `not judged: ${excerpt(reason)}`, line)];
  }
}

const compiledSchemas = new WeakMap<object, Map<boolean, Compiled>>();

function compile(root: unknown, schema: unknown, allErrors: boolean): Compiled {
  const key = isObject(schema) ? schema : { schema };
  const known = compiledSchemas.get(key) ?? new Map<boolean, Compiled>();
  compiledSchemas.set(key, known);
  const existing = known.get(allErrors);
  if (existing !== undefined) return existing;
  const bundled = bundledSchema(root, schema);
  const ajv = new Ajv2020({
    strict: false,
    allErrors,
    verbose: true,
    inlineRefs: false,
    // Otherwise every object has a `constructor`.
    ownProperties: true,
    logger: false,
    validateSchema: false,
    code: { regExp: boundedRegExp },
  });
  addFormats(ajv);
  const compiled = { validate: ajv.compile(bundled), schema: bundled };
  known.set(allErrors, compiled);
  return compiled;
}

/** Until when patterns are tried, on the monotonic clock in milliseconds. A body may hold a hundred thousand texts for one slow pattern. */
let patternDeadline = 0;
const PATTERN_BUDGET_MS = 2000;

/** Patterns of a contract may not stall the judge; one that cannot be used or runs out of time is taken as met. */
const boundedRegExp = Object.assign(
  (source: string) => {
    const pattern = boundedPattern(source);
    return {
      test: (text: string) =>
        'refused' in pattern || performance.now() > patternDeadline || pattern.match(text).outcome !== 'no-match',
    };
  },
  { code: 'boundedRegExp' },
);

function schemaCheck(facts: Facts, media: MediaTypeNode, schema: JsonObject, error: ErrorObject, body: unknown): Check {
  const source = errorSource(schema, error) ?? media.source;
  const keywordInferred = inferredKeywords(error.parentSchema).includes(error.keyword);
  const level = keywordInferred ? 'warning' : breachLevel(source);
  const place = placeName(error);
  return check(
    'body.schema',
    level,
    `${place} ${expectation(error)}`,
    `${place} is ${actualValue(facts, error, body)}`,
    sourceLine(facts, source),
  );
}

/** The `x-source` nearest to what was broken: the missing member's own, else the innermost on the way through the schema. */
function errorSource(schema: JsonObject, error: ErrorObject): Source | undefined {
  const missing = error.params.missingProperty;
  const own =
    typeof missing === 'string' ? sourceOf(objectMember(member(error.parentSchema, 'properties'), missing)) : undefined;
  if (own !== undefined) return own;
  const path = fromPointer(error.schemaPath);
  for (let length = path.length - 1; length >= 0; length -= 1) {
    const found = sourceOf(valueAt(schema, path.slice(0, length)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function placeName(error: ErrorObject): string {
  const path = fromPointer(error.instancePath);
  const missing = error.params.missingProperty ?? error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const full = typeof missing === 'string' ? [...path, missing] : path;
  return full.length === 0 ? 'the body' : excerpt(full.join('.'), 120);
}

function expectation(error: ErrorObject): string {
  switch (error.keyword) {
    case 'required':
      return 'to be there';
    case 'type':
      return `to be ${String(error.params.type).split(',').join(' or ')}`;
    case 'enum':
    case 'const':
      return `to be ${excerpt(JSON.stringify(error.params.allowedValues ?? error.params.allowedValue) ?? 'the documented value')}`;
    case 'format':
      return `to be a ${error.params.format}`;
    case 'pattern':
      return `to match ${excerpt(String(error.params.pattern), 80)}`;
    case 'oneOf':
    case 'anyOf':
      return `to have ${error.keyword === 'oneOf' ? 'exactly one' : 'one'} of the documented shapes`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'not to be there';
    default:
      return error.message ?? 'to be as documented';
  }
}

function actualValue(facts: Facts, error: ErrorObject, body: unknown): string {
  if (error.keyword === 'required') return 'missing';
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties') return 'there';
  const path = fromPointer(error.instancePath);
  const value = valueAt(body, path);
  return isSecret(facts, path, error) ? `a ${typeName(value)} that is not shown` : described(value);
}

/** A verdict is shown and kept unmasked, so it must not repeat a secret the response carries. */
function isSecret(facts: Facts, path: readonly string[], error: ErrorObject): boolean {
  const names = new Set(facts.operation.fields.filter(({ secret }) => secret).map(({ name }) => name));
  return textMember(error.parentSchema, 'format') === 'password' || path.some((segment) => names.has(segment));
}

function described(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isObject(value)) return `an object with ${Object.keys(value).length} members`;
  return `${excerpt(JSON.stringify(value), 80)} (${typeName(value)})`;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
