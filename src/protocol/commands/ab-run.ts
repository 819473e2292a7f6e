import { z } from 'zod';
import { abResultSchema } from '../models/exchanges/ab-run.ts';
import { clockReportSchema } from '../models/exchanges/timeline.ts';
import { defineCommands } from './define.ts';
import { filledFormSchema } from './exchanges.ts';

const id = z.string().min(1).max(100);

export const abRunCommands = defineCommands({
  /**
   * Launches the same form three times, one after the other, each signed anew and in a view of its own, and answers when the first
   * launch has begun; `ab-run.changed` events follow. A nonce, timestamp and signature in the form are left out. Refused as
   * `exchanges.launch` is, and with `launch.stage-unavailable` by a host without a browser.
   */
  'diagnosis.abRun': {
    input: z.strictObject({ form: filledFormSchema, anyway: z.boolean().default(false) }),
    output: z.strictObject({ id }),
  },
  /** An A/B run as far as it is, and what follows from it. */
  'diagnosis.abResult': { input: z.strictObject({ id }), output: abResultSchema },
  /** Ends an A/B run; what has been recorded is kept. One that is over already is left alone. */
  'diagnosis.abCancel': { input: z.strictObject({ id }), output: z.strictObject({}) },
  /** This machine's clock against every host seen in the latest exchanges, not older than an hour, with the windows of known peers. */
  'diagnosis.clocks': { input: z.strictObject({}), output: clockReportSchema },
});
