import { z } from 'zod';
import {
  captureSchema,
  captureSummarySchema,
  catcherOverridesSchema,
  catcherRegistrationDraftSchema,
  catcherRegistrationSchema,
  catcherSettingsSchema,
  catcherStateSchema,
  platformPatternSchema,
} from '../models/lti/catcher.ts';
import {
  catcherScoreSchema,
  catcherServiceOutcomeSchema,
  catcherServiceSchema,
} from '../models/lti/catcher-services.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);

/** A local endpoint a real LMS is pointed at: it receives launches and takes them apart. */
export const catcherCommands = defineCommands({
  'catcher.state': { input: z.strictObject({}), output: catcherStateSchema },
  /**
   * Listens. Refuses with `catcher.not-confirmed` when the settings open it to the network and that is not confirmed here, and
   * with `catcher.port-taken` or `catcher.cannot-listen`.
   */
  'catcher.start': {
    input: z.strictObject({
      confirmNetwork: z.boolean().default(false),
      overrides: catcherOverridesSchema.default({}),
    }),
    output: catcherStateSchema,
  },
  'catcher.stop': { input: z.strictObject({}), output: catcherStateSchema },
  /** Port and reach count from the next start on. */
  'catcher.saveSettings': { input: z.strictObject({ settings: catcherSettingsSchema }), output: catcherStateSchema },
  /** Newest first. */
  'catcher.captures': { input: z.strictObject({}), output: z.array(captureSummarySchema) },
  'catcher.capture': { input: z.strictObject({ id }), output: captureSchema },
  'catcher.deleteCaptures': { input: z.strictObject({ ids: z.array(id).max(1000) }), output: z.strictObject({}) },
  'catcher.registrations': { input: z.strictObject({}), output: z.array(catcherRegistrationSchema) },
  'catcher.createRegistration': {
    input: z.strictObject({ draft: catcherRegistrationDraftSchema }),
    output: catcherRegistrationSchema,
  },
  'catcher.updateRegistration': {
    input: z.strictObject({ id, draft: catcherRegistrationDraftSchema }),
    output: catcherRegistrationSchema,
  },
  'catcher.deleteRegistration': { input: z.strictObject({ id }), output: z.strictObject({}) },
  /**
   * Calls a service of the platform a launch came from, as the tool it was caught by: with an access token of its own key. Refuses with `catcher.not-callable` where the
   * launch was not verified, offers no such service, or its platform is not registered with a token endpoint; `vault.locked`, `not-found`.
   */
  'catcher.callService': {
    input: z.strictObject({
      captureId: id,
      service: catcherServiceSchema,
      /** For `score`. */
      score: catcherScoreSchema.default({
        scoreGiven: 85,
        scoreMaximum: 100,
        comment: '',
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
      }),
    }),
    output: catcherServiceOutcomeSchema,
  },
  /** Known addresses of LMSs, to fill a registration from. */
  'catcher.platforms': { input: z.strictObject({}), output: z.array(platformPatternSchema) },
});
