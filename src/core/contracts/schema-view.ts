import { arrayMember, isObject, type JsonObject, member, objectMember } from './json.ts';
import { dereferenceObject } from './references.ts';

/** Documents are read once and never changed, so a node's view stays true. `null`: its view is being worked out further up. */
const views = new WeakMap<object, JsonObject | null>();

/**
 * A schema as a form sees it: references followed, `allOf` merged into one, and a choice that only adds null
 * (`anyOf: [X, {type: null}]`) reduced to the rest. Of a real choice the first branch is shown. A schema that contains itself is cut
 * where it does; each node is worked out once, so that shared parts do not multiply.
 */
export function flatSchema(root: unknown, schema: unknown): JsonObject {
  if (!isObject(schema)) return {};
  const known = views.get(schema);
  if (known !== undefined) return known ?? {};
  views.set(schema, null);
  const own = dereferenceObject(root, schema) ?? {};
  const { allOf: _merged, anyOf: _any, oneOf: _one, ...rest } = own;
  const parts = arrayMember(own, 'allOf').map((part) => flatSchema(root, part));
  const chosen = choice(root, own);
  const view = [...parts, ...(chosen === undefined ? [] : [chosen]), rest].reduce<JsonObject>(merge, {});
  views.set(schema, view);
  return view;
}

function choice(root: unknown, schema: JsonObject): JsonObject | undefined {
  const branches = [...arrayMember(schema, 'oneOf'), ...arrayMember(schema, 'anyOf')]
    .map((branch) => flatSchema(root, branch))
    .filter((branch) => member(branch, 'type') !== 'null');
  const [first, ...others] = branches;
  if (first === undefined || others.length === 0) return first;
  // Scalars of several types are typed as text; what is sent follows what was typed.
  const types = new Set(branches.flatMap((branch) => schemaTypes(branch)));
  return types.size === 1 && isObject(member(first, 'properties')) ? first : { type: [...types] };
}

/** Later wins, except that `properties` and `required` add up. */
function merge(left: JsonObject, right: JsonObject): JsonObject {
  const properties = { ...objectMember(left, 'properties'), ...objectMember(right, 'properties') };
  const required = [...new Set([...arrayMember(left, 'required'), ...arrayMember(right, 'required')])];
  return {
    ...left,
    ...right,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** JSON Schema type names without `null`; worked out from the other keywords when `type` is missing. */
export function schemaTypes(schema: JsonObject): string[] {
  const declared = member(schema, 'type');
  if (typeof declared === 'string') return [declared].filter((type) => type !== 'null');
  if (Array.isArray(declared)) {
    return declared.filter((type): type is string => typeof type === 'string' && type !== 'null');
  }
  if (isObject(member(schema, 'properties'))) return ['object'];
  if (member(schema, 'items') !== undefined) return ['array'];
  const values = [...arrayMember(schema, 'enum'), member(schema, 'const')].filter((value) => value != null);
  return [...new Set(values.map(typeOfValue))];
}

function typeOfValue(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
