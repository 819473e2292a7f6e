import fc from 'fast-check';
import { z } from 'zod';
import { hostileText, hostileValue } from './hostile.ts';

/** What is used of a JSON Schema: any part may be missing, and what is not known here is left out. */
const nodeSchema = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  format: z.string().optional(),
  $ref: z.string().optional(),
});
type Node = z.infer<typeof nodeSchema>;
type Any = fc.Arbitrary<unknown>;

const deepest = 6;

/** Texts that are right for most of what is asked for: identifiers, addresses, numbers, dates, base64. */
const plausibleText = fc.oneof(
  fc.constantFrom(
    'a',
    'B1',
    'https://tool.example/launch?x=1#y',
    'http://127.0.0.1:1/',
    'tool.example:443',
    '42',
    '2026-01-01T00:00:00Z',
    'AAAA',
    'sandbox',
    'openapi: 3.1.0',
    '{"keys":[]}',
    'GET',
  ),
  fc.uuid(),
  fc.string({ maxLength: 20 }),
);

/**
 * Input that nearly fits: made by the schema, with any part now and then replaced by something hostile, left out or added.
 *
 * @param schema - what the command takes; what JSON Schema cannot express is not looked at
 */
export function nearlyValid(schema: z.ZodType): Any {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', cycles: 'ref', reused: 'inline' });
  const definitions = z.record(z.string(), z.unknown()).catch({}).parse(root.$defs);
  return arbitraryOf(root, definitions, 0);
}

function arbitraryOf(json: unknown, definitions: Readonly<Record<string, unknown>>, depth: number): Any {
  const node = nodeSchema.catch({}).parse(json);
  const go = (next: unknown): Any => arbitraryOf(next, definitions, depth + 1);
  if (depth > deepest) return hostileValue;
  const fitting = fittingOf(node, definitions, go);
  return fc.oneof({ weight: 14, arbitrary: fitting }, { weight: 1, arbitrary: hostileValue });
}

function fittingOf(node: Node, definitions: Readonly<Record<string, unknown>>, go: (next: unknown) => Any): Any {
  if (node.$ref !== undefined) return go(definitions[node.$ref.split('/').at(-1) ?? ''] ?? {});
  if ('const' in node) return fc.constant(node.const);
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== undefined && choices.length > 0) return fc.oneof(...choices.map(go));
  if (node.allOf !== undefined) return fc.tuple(...node.allOf.map(go)).map(merged);
  switch (node.type) {
    case 'object':
      return objectOf(node, go);
    case 'array':
      return node.prefixItems === undefined
        ? fc.array(go(node.items ?? {}), { maxLength: 4 })
        : fc.tuple(...node.prefixItems.map(go));
    case 'string':
      return fc.oneof({ weight: 4, arbitrary: plausibleText }, { weight: 1, arbitrary: hostileText });
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer(), fc.constantFrom(0, -1, 0.5, 2 ** 31));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return hostileValue;
  }
}

function objectOf(node: Node, go: (next: unknown) => Any): Any {
  const properties = Object.entries(node.properties ?? {}).map(([name, value]) => [name, go(value)] as const);
  const required = (node.required ?? []).filter((name) => Object.hasOwn(node.properties ?? {}, name));
  const own = fc.record(Object.fromEntries(properties), { requiredKeys: required });
  const more =
    typeof node.additionalProperties === 'object' && node.additionalProperties !== null
      ? fc.dictionary(hostileText, go(node.additionalProperties), { maxKeys: 3 })
      : fc.constant({});
  return fc.tuple(own, more).map(merged);
}

function merged(parts: readonly unknown[]): unknown {
  return Object.assign({}, ...parts.filter((part) => typeof part === 'object' && part !== null));
}
