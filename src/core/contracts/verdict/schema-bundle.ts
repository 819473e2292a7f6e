import { fromPointer, isObject, valueAt } from '../json.ts';

/** Keywords that would give a part of the schema another address or dialect; every reference here is a plain pointer. */
const addressKeywords = new Set([
  '$id',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$schema',
  '$vocabulary',
  'discriminator',
]);
const literalKeywords = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** A schema on its own: everything it refers to is brought along under `$defs`, circles included. Extensions are kept. */
export function bundledSchema(root: unknown, schema: unknown): Record<string, unknown> {
  const names = new Map<string, string>();
  const definitions: Record<string, unknown> = {};
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !addressKeywords.has(key) || isObject(value[key]))
        .map(([key, child]) => [key, copiedMember(key, child)]),
    );
  };
  const copiedMember = (key: string, child: unknown): unknown => {
    if (key === '$ref' && typeof child === 'string') return localName(child);
    return literalKeywords.has(key) && !isObject(child) ? child : copy(child);
  };
  const localName = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `r${names.size}`;
    names.set(reference, name);
    definitions[name] = copy(valueAt(root, fromPointer(reference)) ?? true);
    return `#/$defs/${name}`;
  };
  const top = copy(schema);
  return { allOf: [typeof top === 'boolean' || isObject(top) ? top : true], $defs: definitions };
}
