import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Field, FieldProblem, FormValue, Operation } from '../../protocol/models/contract.ts';
import { checkFiles } from './check-files.ts';
import { boundedPattern } from './pattern.ts';

type Rule = FieldProblem['rule'];
export type Breach = { rule: Rule; expected: string; actual: string; keyword?: string; level?: FieldProblem['level'] };

const MAX_SHOWN = 60;

/**
 * Where a filled-in form breaks its contract. Nothing here stops a request: a test bench may send what is wrong on purpose.
 * A breach of a fact the contract only infers is a warning, as is a field the contract does not know. `isKept` says whether the bytes of
 * a file are still there.
 */
export function checkForm(
  operation: Operation,
  values: readonly FormValue[],
  isKept: (fileId: string) => boolean = () => true,
): FieldProblem[] {
  const ofFields = operation.fields.flatMap((field) => checkField(operation, field, values, isKept));
  const unknown = values
    .filter((value) => isSent(value) && findField(operation, value) === undefined)
    .map(unknownField);
  return [...ofFields, ...unknown];
}

/** Whether a form value becomes part of the request: an empty one only when asked for. */
export function isSent({ value, sendEmpty, file }: FormValue): boolean {
  return value !== '' || sendEmpty === true || file !== undefined;
}

/** Header names are compared without case (RFC 9110 §5.1), all others exactly. */
export function findField(operation: Operation, value: Pick<FormValue, 'name' | 'in'>): Field | undefined {
  return operation.fields.find(
    (field) =>
      field.in === value.in &&
      (field.name === value.name || (field.in === 'header' && field.name.toLowerCase() === value.name.toLowerCase())),
  );
}

function checkField(
  operation: Operation,
  field: Field,
  values: readonly FormValue[],
  isKept: (fileId: string) => boolean,
): FieldProblem[] {
  if (field.suppliedBy === 'signer') return [];
  const given = values.filter(
    (value) => findField(operation, value) === field && (value.value !== '' || value.file !== undefined),
  );
  const breaches =
    given.length === 0
      ? missing(field, values)
      : field.file !== undefined || given.some(({ file }) => file !== undefined)
        ? checkFiles(field, given, isKept)
        : given.flatMap(({ value }) => checkValue(field, value));
  return breaches.map(({ keyword, level, ...breach }) => ({
    name: field.name,
    in: field.in,
    level: level ?? levelOf(field, keyword ?? breach.rule),
    ...breach,
  }));
}

function missing(field: Field, values: readonly FormValue[]): Breach[] {
  const actual = values.some((value) => value.name === field.name && value.sendEmpty === true) ? 'empty' : 'left out';
  if (field.required) return [{ rule: 'required', expected: 'a value: this field is required', actual }];
  if (!field.recommended) return [];
  return [{ rule: 'required', expected: 'a value: this field is recommended', actual, level: 'warning' }];
}

function levelOf(field: Field, keyword: string): FieldProblem['level'] {
  return field.source?.kind === 'inferred' || field.inferred?.includes(keyword) === true ? 'warning' : 'error';
}

function unknownField({ name, in: location, value, file }: FormValue): FieldProblem {
  const given = file === undefined ? `${value.length} characters` : `a file of ${file.size} bytes`;
  return {
    name,
    in: location,
    rule: 'unknown-field',
    level: 'warning',
    expected: 'a field the contract knows',
    actual: `${name} is not documented for this operation (${given} given)`,
  };
}

function checkValue(field: Field, value: string): Breach[] {
  const shown = shownValue(field, value);
  const ofType =
    field.options === undefined || field.openOptions === true ? typeBreach(field, value) : optionBreach(field, value);
  if (ofType !== undefined) return [{ ...ofType, actual: shown }];
  return [
    lengthBreach(field, value),
    rangeBreach(field, value),
    patternBreach(field, value),
    formatBreach(field, value),
  ].flatMap((breach) => (breach === undefined ? [] : [{ actual: shown, ...breach }]));
}

/** A secret is never repeated, not even in the message about it. */
function shownValue(field: Field, value: string): string {
  if (field.secret) return `a secret of ${[...value].length} characters`;
  return value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}… (${value.length} characters)` : value;
}

type Found = Omit<Breach, 'actual'> & { actual?: string };

function optionBreach(field: Field, value: string): Found | undefined {
  const options = field.options ?? [];
  if (options.includes(value)) return undefined;
  const expected = options.length === 1 ? `${options[0]}` : `one of ${options.join(', ')}`;
  return { rule: 'option', expected, keyword: field.fixed === true ? 'const' : 'enum' };
}

function typeBreach(field: Field, value: string): Found | undefined {
  switch (field.type) {
    case 'integer':
      return /^-?\d+$/u.test(value) ? undefined : { rule: 'type', expected: 'a whole number' };
    case 'number':
      return isJsonNumber(value) ? undefined : { rule: 'type', expected: 'a number' };
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : { rule: 'type', expected: 'true or false' };
    case 'array':
      return field.serialization !== undefined && field.serialization !== 'json' && !value.trimStart().startsWith('[')
        ? undefined
        : jsonBreach(value, Array.isArray, 'a JSON list such as ["a", "b"]');
    case 'object':
      return jsonBreach(value, isPlainObject, 'a JSON object such as {"name": "value"}');
    case 'string':
      return undefined;
  }
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonBreach(value: string, fits: (parsed: unknown) => boolean, expected: string): Found | undefined {
  try {
    return fits(JSON.parse(value)) ? undefined : { rule: 'type', expected };
  } catch {
    return { rule: 'type', expected };
  }
}

/** The number grammar of JSON (RFC 8259 §6). */
export function isJsonNumber(value: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(value);
}

/** JSON Schema counts characters, not UTF-16 units (validation §6.3.1). */
function lengthBreach(field: Field, value: string): Found | undefined {
  const length = [...value].length;
  const actual = `${length} characters`;
  if (field.minLength !== undefined && length < field.minLength) {
    return { rule: 'length', expected: `at least ${field.minLength} characters`, actual, keyword: 'minLength' };
  }
  if (field.maxLength !== undefined && length > field.maxLength) {
    return { rule: 'length', expected: `at most ${field.maxLength} characters`, actual, keyword: 'maxLength' };
  }
  return undefined;
}

function rangeBreach(field: Field, value: string): Found | undefined {
  if (field.type !== 'integer' && field.type !== 'number') return undefined;
  const number = Number(value);
  if (field.minimum !== undefined && number < field.minimum) {
    return { rule: 'range', expected: `${field.minimum} or more`, keyword: 'minimum' };
  }
  if (field.maximum !== undefined && number > field.maximum) {
    return { rule: 'range', expected: `${field.maximum} or less`, keyword: 'maximum' };
  }
  return undefined;
}

function patternBreach(field: Field, value: string): Found | undefined {
  if (field.pattern === undefined) return undefined;
  const pattern = boundedPattern(field.pattern);
  if ('refused' in pattern) return undefined;
  const { outcome } = pattern.match(value);
  if (outcome === 'match') return undefined;
  const expected = `text that matches ${field.pattern}`;
  return outcome === 'no-match'
    ? { rule: 'pattern', expected }
    : { rule: 'pattern', expected: `${expected} (given up: it takes too long to tell)`, level: 'warning' };
}

function formatBreach(field: Field, value: string): Found | undefined {
  if (field.in === 'header' && hasControlCharacter(value)) {
    return { rule: 'format', expected: 'a header value without line breaks or control characters', level: 'error' };
  }
  if (field.format === undefined || field.type !== 'string') return undefined;
  if (field.format === 'json') {
    const breach = jsonBreach(value, () => true, 'JSON as text, such as {"name": "value"}');
    return breach && { ...breach, rule: 'format' };
  }
  const validate = formatValidator(field.format);
  return validate === undefined || validate(value) ? undefined : { rule: 'format', expected: formatName(field.format) };
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((character) => (character < ' ' && character !== '\t') || character === '\u007f');
}

/** The formats of JSON Schema 2020-12 that a person may type; any other name is a hint and never a breach. */
const formatExamples: Readonly<Record<string, string>> = {
  'date-time': 'a date and time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
  time: 'a time such as 12:00:00Z',
  email: 'an e-mail address',
  uri: 'an absolute URL',
  'uri-reference': 'a URL or a path',
  uuid: 'a UUID',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  hostname: 'a host name',
};

function formatName(format: string): string {
  return Object.hasOwn(formatExamples, format) ? (formatExamples[format] ?? format) : format;
}

const validators = new Map<string, ValidateFunction>();

function formatValidator(format: string): ValidateFunction | undefined {
  if (!Object.hasOwn(formatExamples, format)) return undefined;
  const known = validators.get(format);
  if (known !== undefined) return known;
  const ajv = new Ajv2020();
  addFormats(ajv);
  const compiled = ajv.compile({ type: 'string', format });
  validators.set(format, compiled);
  return compiled;
}
