import { z } from 'zod';
import {
  negativeCaseIdSchema,
  negativeCaseIds,
  negativeCaseSchema,
  suiteRunSchema,
} from '../models/advantage/negative.ts';
import { defineCommands } from './define.ts';
import { filledFormSchema } from './exchanges.ts';

const id = z.string().min(1).max(100);

export const negativeCommands = defineCommands({
  /** Every way to launch wrongly on purpose. */
  'suite.cases': { input: z.strictObject({}), output: z.array(negativeCaseSchema) },
  /**
   * Launches a tool rightly twice and then wrongly, one case after the other, without a screen, and answers when the first launch is
   * on record; `suite.changed` events follow. Refused as `exchanges.launch` is; `suite.not-possible` for anything but a launch of LTI 1.3.
   */
  'suite.run': {
    input: z.strictObject({
      form: filledFormSchema,
      cases: z
        .array(negativeCaseIdSchema)
        .min(1)
        .default([...negativeCaseIds]),
      /** A person agreed that the launches reach the tool, which may create users and courses. */
      consent: z.literal(true),
    }),
    output: z.strictObject({ id }),
  },
  'suite.get': { input: z.strictObject({ id }), output: suiteRunSchema },
  /** The latest runs of a connection, newest first. */
  'suite.list': { input: z.strictObject({ connectionId: id }), output: z.array(suiteRunSchema) },
  /** Ends a run; what has been found is kept. One that is over already is left alone. */
  'suite.cancel': { input: z.strictObject({ id }), output: z.strictObject({}) },
});
