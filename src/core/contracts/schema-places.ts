import { isObject, member, objectMember, type Path } from './json.ts';

type Visit = (schema: unknown, path: Path) => void;

/**
 * Calls `visit` with every schema that stands where OpenAPI puts one: in components, parameters, headers and media types. Schemas inside
 * schemas are part of their parent and not visited again.
 */
export function visitSchemas(root: unknown, visit: Visit): void {
  for (const [name, schema] of Object.entries(objectMember(member(root, 'components'), 'schemas') ?? {})) {
    visit(schema, ['components', 'schemas', name]);
  }
  walk(root, [], visit);
}

function walk(value: unknown, path: string[], visit: Visit): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key.startsWith('x-') || key === 'example' || key === 'examples') continue;
    if (key === 'schemas' && path.length === 1 && path[0] === 'components') continue;
    if (key === 'schema' && isObject(value) && !isNameOf(path)) visit(child, [...path, key]);
    else walk(child, [...path, key], visit);
  }
}

/** `components.parameters.schema` is a parameter that someone called `schema`. */
function isNameOf(path: Path): boolean {
  return path.length === 2 && path[0] === 'components';
}
