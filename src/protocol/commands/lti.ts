import { z } from 'zod';
import {
  appliedPresetSchema,
  documentTargetSchema,
  lmsPresetIdSchema,
  lmsPresetSchema,
  parsedRolesSchema,
  presetOptionIdSchema,
  privacyLevelSchema,
  roleGroupSchema,
} from '../models/lti/lti.ts';
import { gradeSchema } from '../models/lti/platform.ts';
import { pairsSchema } from '../models/pairs.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);

export const ltiCommands = defineCommands({
  'lti.presets': { input: z.strictObject({}), output: z.array(lmsPresetSchema) },
  /** The launch parameters an LMS would send for a person of the roster at a placement of a course. */
  'lti.applyPreset': {
    input: z.strictObject({
      preset: lmsPresetIdSchema,
      options: z.array(presetOptionIdSchema).max(20).default([]),
      privacy: privacyLevelSchema.default('public'),
      personId: id,
      courseId: id,
      placementId: id,
      launchUrl: z.string().max(4096).default(''),
      /** As an administrator types them: unfolded names, values may be substitution variables. */
      custom: pairsSchema.max(500).default([]),
      documentTarget: documentTargetSchema.default('iframe'),
      /** Also send `lis_result_sourcedid`; the service URL is added at launch by `platform.outcomes`. */
      graded: z.boolean().default(false),
    }),
    output: appliedPresetSchema,
  },
  'lti.roles': { input: z.strictObject({}), output: z.array(roleGroupSchema) },
  'lti.parseRoles': { input: z.strictObject({ roles: z.string().max(10_000) }), output: parsedRolesSchema },
  /** The gradebook, newest change first. */
  'grades.list': {
    input: z.strictObject({ connectionId: id.nullable().default(null) }),
    output: z.array(gradeSchema),
  },
});
