import type { ContractError } from '../../protocol/models/contract.ts';
import { fromPointer, isObject, type JsonObject, member, valueAt } from './json.ts';
import type { SourceText } from './source-text.ts';

/** Members whose content is data, not description: a `$ref` in an example refers to nothing. */
const dataMembers = new Set(['example', 'examples', 'default', 'enum', 'const', 'value']);
const MAX_CHAIN = 50;

/**
 * Checks every `$ref` of a document: only `#/…` (a place in the same file) is followed. Whatever lies elsewhere is refused, not fetched:
 * opening a contract must never send a request or read another file.
 */
export function checkReferences(root: unknown, complain: SourceText['complain']): ContractError[] {
  const errors: ContractError[] = [];
  const visit = (value: unknown, path: string[], names: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    const reference = names ? undefined : member(value, '$ref');
    if (typeof reference === 'string') {
      const message = wrongReference(root, reference);
      if (message !== undefined) errors.push(complain([...path, '$ref'], message));
    }
    for (const [key, child] of Object.entries(value)) {
      if (!names && (dataMembers.has(key) || key.startsWith('x-'))) continue;
      visit(child, [...path, key], isNameMap(key, names));
    }
  };
  visit(root, [], false);
  return errors;
}

/** Inside these the keys are names a person chose, so `$ref` or `example` there is a name and no keyword. */
function isNameMap(key: string, insideNames: boolean): boolean {
  return !insideNames && ['properties', 'patternProperties', '$defs', 'dependentSchemas'].includes(key);
}

function wrongReference(root: unknown, reference: string): string | undefined {
  if (!reference.startsWith('#/')) {
    return `The reference "${reference}" leads out of this file. Only references such as "#/components/schemas/Name" are followed: copy what it refers to into this file.`;
  }
  const target = valueAt(root, fromPointer(reference));
  if (target === undefined) return `The reference "${reference}" leads nowhere: there is no such place in this file.`;
  return dereference(root, { $ref: reference }) === undefined
    ? `The reference "${reference}" goes round in a circle: it refers to itself and to nothing else.`
    : undefined;
}

/**
 * Follows a chain of references to what they stand for. Members beside `$ref` win over those of the target (OpenAPI 3.1: summary and description;
 * JSON Schema 2020-12: any keyword). `undefined` for a chain that ends nowhere or in a circle.
 */
export function dereference(root: unknown, node: unknown): unknown {
  let current = node;
  let beside: JsonObject = {};
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    const reference = member(current, '$ref');
    if (!isObject(current) || typeof reference !== 'string') {
      return isObject(current) && Object.keys(beside).length > 0 ? { ...current, ...beside } : current;
    }
    const { $ref: _followed, ...rest } = current;
    beside = { ...rest, ...beside };
    current = reference.startsWith('#/') ? valueAt(root, fromPointer(reference)) : undefined;
  }
  return undefined;
}

export function dereferenceObject(root: unknown, node: unknown): JsonObject | undefined {
  const found = dereference(root, node);
  return isObject(found) ? found : undefined;
}
