import { z } from 'zod';
import { operationLtiSchema, type Source, signingSchemeSchema, sourceSchema } from '../../protocol/models/contract.ts';
import { causeRuleSchema } from '../../protocol/models/exchanges/verdict.ts';
import { type JsonObject, member } from './json.ts';

/** A documented cause: in words, and with the rule that says what the record of an exchange tells about it. */
export const documentedCauseSchema = z.union([
  z.string().transform((text) => ({ text, evidence: null })),
  z.strictObject({ text: z.string().min(1), evidence: causeRuleSchema.nullable().default(null) }),
]);
export type DocumentedCause = z.infer<typeof documentedCauseSchema>;

/** A documented message of a response. Named groups of the pattern carry facts; `parameter` names the parameter a refusal is about. */
export const messageSchema = z.strictObject({
  pattern: z.string().min(1),
  /** What the message means, in words. */
  meaning: z.string().optional(),
  /** What is wrong with the parameter the message names. */
  problem: z.enum(['missing', 'invalid']).optional(),
  /** What may have caused it, in words; shown when a 401 or 403 carries the message. */
  causes: z.array(documentedCauseSchema).optional(),
  source: sourceSchema.optional(),
});
export type DocumentedMessage = z.infer<typeof messageSchema>;

export const messagesSchema = z.array(messageSchema).max(100);
export const ltiSchema = operationLtiSchema;

/** `placements` and `signatureMethods` may be left out: what LTI 1.x uses is then meant. */
export const signingExtensionSchema = z.preprocess((value) => {
  const scheme = member(value, 'scheme');
  if (scheme !== 'oauth1' || typeof value !== 'object') return value;
  return { placements: ['body', 'header'], signatureMethods: ['HMAC-SHA1'], ...value };
}, signingSchemeSchema);

const openOptionsSchema = z.array(z.union([z.string(), z.number(), z.boolean()])).max(1000);
const inferredSchema = z.array(z.string()).max(50);

/** Every extension this project reads, and the shape it must have. */
export const extensionSchemas: Readonly<Record<string, z.ZodType>> = {
  'x-signing': signingExtensionSchema,
  'x-lti': ltiSchema,
  'x-source': sourceSchema,
  'x-message': messagesSchema,
  'x-recommended': z.boolean(),
  'x-open-options': openOptionsSchema,
  'x-inferred': inferredSchema,
  'x-personal': z.boolean(),
};

export function sourceOf(node: unknown): Source | undefined {
  return sourceSchema.safeParse(member(node, 'x-source')).data;
}

/** Keywords beside `x-inferred` that are inferred although their neighbours are stated. */
export function inferredKeywords(node: unknown): string[] {
  return inferredSchema.safeParse(member(node, 'x-inferred')).data ?? [];
}

export function openOptionsOf(node: unknown): string[] | undefined {
  return openOptionsSchema.safeParse(member(node, 'x-open-options')).data?.map(String);
}

export function isRecommended(node: JsonObject): boolean {
  return member(node, 'x-recommended') === true;
}

/** Whether a parameter or property is marked as telling who somebody is. */
export function isPersonal(node: JsonObject): boolean {
  return member(node, 'x-personal') === true;
}

export function messagesOf(response: unknown): DocumentedMessage[] {
  return messagesSchema.safeParse(member(response, 'x-message')).data ?? [];
}

/** `document (kind)` or `document (kind: note)`, as checks and tool tips show it. */
export function sourceText(source: Source): string {
  return source.note === undefined
    ? `${source.document} (${source.kind})`
    : `${source.document} (${source.kind}: ${source.note})`;
}
