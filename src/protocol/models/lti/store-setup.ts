import { z } from 'zod';
import { storeAccessSchema } from '../../sandbox-control.ts';

/** No line breaks or other control characters: the texts go into single lines of messages and XML. */
const line = z
  .string()
  .trim()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'must be a single line without control characters');

/** What a digital store and an institution agree on, as on the setup screen of the store's guide. */
export const storeSetupSchema = z.strictObject({
  /** Name of the store as its users know it. */
  name: line.max(200),
  /** Address of the store; launches go to `/auth/lti` below it. */
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** Chosen by the store's administrator. */
  consumerKey: line.max(255),
  /** Left out, the texts say that it comes by another way. */
  secret: line.max(1000).optional(),
  access: storeAccessSchema,
});
export type StoreSetup = z.infer<typeof storeSetupSchema>;

/** A message to the institution, steps for the administrator of an LMS, or a cartridge an LMS can import. */
export const storeExportFormatSchema = z.enum(['message', 'moodle', 'canvas', 'schoology', 'cartridge']);
export type StoreExportFormat = z.infer<typeof storeExportFormatSchema>;

export const storeExportSchema = z.strictObject({ fileName: z.string(), mediaType: z.string(), text: z.string() });
export type StoreExport = z.infer<typeof storeExportSchema>;
