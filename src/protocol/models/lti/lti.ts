import { z } from 'zod';
import { pairsSchema } from '../pairs.ts';

/**
 * Where a fact about an LMS comes from. `seen`: in its source, its own documents or a launch somebody recorded; `recalled`:
 * general knowledge, to be checked before relying on it; `inferred`: derived from the LTI specification because nothing is known.
 */
export const factSourceSchema = z.strictObject({
  basis: z.enum(['seen', 'recalled', 'inferred']),
  document: z.string(),
});
export type FactSource = z.infer<typeof factSourceSchema>;

export const lmsPresetIds = [
  'plain',
  'moodle',
  'canvas',
  'schoology',
  'open-edx',
  'blackboard',
  'brightspace',
  'sakai',
] as const;
export const lmsPresetIdSchema = z.enum(lmsPresetIds);
export type LmsPresetId = z.infer<typeof lmsPresetIdSchema>;

/** How much of a person the tool is told; the four levels of Canvas, which cover the switches of the others. */
export const privacyLevels = ['anonymous', 'name_only', 'email_only', 'public'] as const;
export const privacyLevelSchema = z.enum(privacyLevels);
export type PrivacyLevel = z.infer<typeof privacyLevelSchema>;

export const presetOptionIds = ['canvas-legacy-query', 'moodle-site-course', 'open-edx-bare-student'] as const;
export const presetOptionIdSchema = z.enum(presetOptionIds);
export type PresetOptionId = z.infer<typeof presetOptionIdSchema>;

/** A launch's way with parameters in the query of its URL. `canvas-legacy` copies them into the form and signs them once. */
export const querySigningSchema = z.enum(['standard', 'canvas-legacy']);
export type QuerySigning = z.infer<typeof querySigningSchema>;

export const lmsPresetSchema = z.strictObject({
  id: lmsPresetIdSchema,
  title: z.string(),
  description: z.string(),
  /** What the LMS calls each privacy level; all presets know all four. */
  privacy: z.array(z.strictObject({ level: privacyLevelSchema, title: z.string(), effect: z.string() })),
  options: z.array(
    z.strictObject({ id: presetOptionIdSchema, title: z.string(), effect: z.string(), source: factSourceSchema }),
  ),
  /** How much is known: `documented` presets were checked against the product, `partly` in some fields. */
  knowledge: z.enum(['documented', 'partly']),
});
export type LmsPreset = z.infer<typeof lmsPresetSchema>;

/** What is special about a field of an applied preset and who says so; an empty `field` speaks of the whole launch. */
export const presetNoteSchema = z.strictObject({ field: z.string(), quirk: z.string(), source: factSourceSchema });
export type PresetNote = z.infer<typeof presetNoteSchema>;

export const documentTargetSchema = z.enum(['frame', 'iframe', 'window']);
export type DocumentTarget = z.infer<typeof documentTargetSchema>;

export const appliedPresetSchema = z.strictObject({
  /** Launch parameters in the order they are sent, `custom_` ones folded and substituted. */
  fields: pairsSchema,
  notes: z.array(presetNoteSchema),
  querySigning: querySigningSchema,
});
export type AppliedPreset = z.infer<typeof appliedPresetSchema>;

export const roleKindSchema = z.enum(['context', 'institution', 'system']);
export type RoleKind = z.infer<typeof roleKindSchema>;

/** The roles of one vocabulary, for a picker. Only context roles have a short name. */
export const roleGroupSchema = z.strictObject({
  kind: roleKindSchema,
  title: z.string(),
  urnPrefix: z.string(),
  roles: z.array(
    z.strictObject({
      handle: z.string(),
      /** What is sent when this role is picked: the short name where there is one, else the URN. */
      value: z.string(),
      urn: z.string(),
      subRoles: z.array(z.strictObject({ handle: z.string(), value: z.string(), urn: z.string() })),
    }),
  ),
});
export type RoleGroup = z.infer<typeof roleGroupSchema>;

export const parsedRoleSchema = z.strictObject({
  /** As it was written. */
  text: z.string(),
  kind: z.enum(['context', 'institution', 'system', 'unknown']),
  handle: z.string().nullable(),
  subRole: z.string().nullable(),
  /** The full URN; `null` for a role nobody knows. */
  urn: z.string().nullable(),
});
export type ParsedRole = z.infer<typeof parsedRoleSchema>;

export const roleFindingSchema = z.strictObject({
  id: z.enum([
    'empty',
    'blank-item',
    'unknown-handle',
    'unknown-sub-role',
    'unknown-urn',
    'letter-case',
    'short-name-not-context',
    'lti-1.3-uri',
    'no-context-role',
    'duplicate',
  ]),
  level: z.enum(['info', 'warning', 'error']),
  /** The role it is about; empty for the whole list. */
  role: z.string(),
  detail: z.string(),
  fix: z.string(),
});
export type RoleFinding = z.infer<typeof roleFindingSchema>;

export const parsedRolesSchema = z.strictObject({
  roles: z.array(parsedRoleSchema),
  /** The list in the form every tool reads: known names spelt right, short where there is a short name, no blanks or duplicates. */
  normalised: z.string(),
  findings: z.array(roleFindingSchema),
});
export type ParsedRoles = z.infer<typeof parsedRolesSchema>;

export const contentItemRequestSchema = z.strictObject({
  /** MIME types, for example `application/vnd.ims.lti.v1.ltilink`. */
  acceptMediaTypes: z.array(z.string().min(1).max(200)).min(1).max(50),
  presentationTargets: z
    .array(z.enum(['none', 'embed', 'frame', 'iframe', 'window', 'popup', 'overlay']))
    .min(1)
    .max(7),
  acceptUnsigned: z.boolean().optional(),
  acceptMultiple: z.boolean().optional(),
  acceptCopyAdvice: z.boolean().optional(),
  autoCreate: z.boolean().optional(),
  canConfirm: z.boolean().optional(),
  title: z.string().max(1000).optional(),
  text: z.string().max(10_000).optional(),
  /** Opaque; the tool has to send it back unchanged. */
  data: z.string().max(10_000).optional(),
});
export type ContentItemRequest = z.infer<typeof contentItemRequestSchema>;
