import { z } from 'zod';
import { environmentSchema } from '../connection.ts';
import { hopSchema, launchModeSchema } from '../exchanges/exchange.ts';
import { pairsSchema } from '../pairs.ts';
import { advantageAddressesSchema } from './addresses.ts';
import { advantageCheckSchema } from './launch.ts';
import { scopeSchema } from './scopes.ts';

/** Longest configuration of a tool that is taken, in characters. */
export const MAX_CONFIGURATION_LENGTH = 262_144;
/** Requests of a dynamic registration that are recorded, and pages. */
export const MAX_REGISTRATION_CALLS = 100;

const webAddress = z.url({ protocol: /^https?$/ }).max(2048);
const addressOrNone = z.union([z.literal(''), webAddress]);
const text = z.string().max(2048);
const custom = pairsSchema.max(200);

/** A kind of message a tool takes, and where it wants to be shown (Dynamic Registration 1.0 §6.1.1; placements of Canvas). */
export const toolMessageSchema = z.strictObject({
  type: z.string().min(1).max(255),
  /** '': the target link of the tool. */
  targetLinkUri: addressOrNone,
  label: text,
  placements: z.array(text).max(100),
  customParameters: custom,
});
export type ToolMessage = z.infer<typeof toolMessageSchema>;

/** An LTI 1.3 tool in the terms a platform keeps, whatever form they came in. Empty: not said. */
export const toolDescriptionSchema = z.strictObject({
  name: z.string().max(200),
  description: text,
  /** Where a login is initiated. */
  loginUrl: addressOrNone,
  targetLinkUri: addressOrNone,
  redirectUris: z.array(webAddress).max(100),
  keySetUrl: addressOrNone,
  /** A JWK set, a single JWK or a public key in PEM. */
  keySet: z.string().max(MAX_CONFIGURATION_LENGTH),
  scopes: z.array(scopeSchema).max(100),
  claims: z.array(text).max(200),
  customParameters: custom,
  messages: z.array(toolMessageSchema).max(100),
});
export type ToolDescription = z.infer<typeof toolDescriptionSchema>;

/** What became of one member of a configuration. `missing` and `wrong` keep the tool from being launched; `noted` only may. */
export const readingNoteSchema = z.strictObject({
  /** Its path: `extensions[0].settings.placements[1]`. */
  member: z.string(),
  status: z.enum(['understood', 'noted', 'ignored', 'missing', 'wrong']),
  /** What was read there, cut short. */
  seen: z.string(),
  /** What was made of it, or what it should be. Empty where there is nothing to say. */
  note: z.string(),
});
export type ReadingNote = z.infer<typeof readingNoteSchema>;

/** `canvas`: a developer key's JSON; `openid`: what a tool sends to register (Dynamic Registration 1.0 §3.5.1). */
export const configurationFormatSchema = z.enum(['canvas', 'openid']);
export type ConfigurationFormat = z.infer<typeof configurationFormatSchema>;

/** A tool's configuration as it was understood. */
export const registrationReadingSchema = z.strictObject({
  format: configurationFormatSchema,
  tool: toolDescriptionSchema,
  notes: z.array(readingNoteSchema),
});
export type RegistrationReading = z.infer<typeof registrationReadingSchema>;

/** A registration to be made, with a connection that launches the tool. */
export const newRegistrationSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  environment: environmentSchema,
  notes: z.string().max(20_000).default(''),
  /** '': this platform's own. */
  issuer: z.string().max(2048),
  /** '': one is made. */
  clientId: z.string().max(1024),
  /** Empty: one is made. */
  deploymentIds: z.array(z.string().min(1).max(255)).max(1000),
  tool: toolDescriptionSchema,
});
export type NewRegistration = z.infer<typeof newRegistrationSchema>;

/** All that the administrator of a tool has to be told of a platform. Nothing in it is secret. */
export const registrationSheetSchema = z.strictObject({
  credentialId: z.string(),
  name: z.string(),
  clientId: z.string(),
  deploymentIds: z.array(z.string()),
  /** Of services, which the tool may be granted; empty: all of them. */
  scopes: z.array(z.string()),
  addresses: advantageAddressesSchema,
  /** The current key first, then those it replaced while tools may still hold them. */
  keys: z.array(
    z.strictObject({
      kid: z.string(),
      jwk: z.string(),
      pem: z.string(),
      /** The current one signs; a previous one is still served. */
      status: z.enum(['current', 'previous']),
      /** When a previous one stops being served, in epoch milliseconds; `null`: when a person ends the overlap. */
      until: z.number().nullable(),
    }),
  ),
  /** The set of all of them as JSON, for a tool that cannot reach this machine. */
  keySet: z.string(),
});
export type RegistrationSheet = z.infer<typeof registrationSheetSchema>;

/** A text to hand on: in the words of an LMS, as code of a library, as a page, or as data. */
export const sheetFormatSchema = z.enum([
  'message',
  'moodle',
  'canvas',
  'brightspace',
  'ltijs',
  'page',
  'values',
  'key-set',
]);
export type SheetFormat = z.infer<typeof sheetFormatSchema>;

export const sheetExportSchema = z.strictObject({ fileName: z.string(), mediaType: z.string(), text: z.string() });
export type SheetExport = z.infer<typeof sheetExportSchema>;

/** A request of the tool to the platform in the course of a registration, with the answer it got. Tokens are masked. */
export const registrationCallSchema = z.strictObject({
  at: z.number(),
  kind: z.enum(['configuration', 'registration']),
  method: z.string(),
  url: z.string(),
  headers: pairsSchema,
  body: z.string(),
  status: z.int(),
  answer: z.string(),
  checks: z.array(advantageCheckSchema),
});
export type RegistrationCall = z.infer<typeof registrationCallSchema>;

/**
 * `waiting`: the tool's page is open; `registered`: the tool has sent a registration that was taken; `closed`: the page is gone
 * and nothing was registered; `failed`: the page could not be opened.
 */
export const dynamicStateSchema = z.enum(['waiting', 'registered', 'closed', 'failed']);

/** A dynamic registration under way. Nothing of it is kept until it is confirmed. */
export const dynamicRegistrationSchema = z.strictObject({
  id: z.string(),
  state: dynamicStateSchema,
  startedAt: z.number(),
  /** Where the tool registers, without the token. */
  url: z.string(),
  mode: launchModeSchema,
  addresses: advantageAddressesSchema,
  calls: z.array(registrationCallSchema),
  /** The pages of the tool; masked as those of a launch. */
  hops: z.array(hopSchema),
  /** The page is gone; nothing more can come of it. */
  isClosed: z.boolean(),
  /** Whether the tool has sent `lti.close` or `org.imsglobal.lti.close` to the platform's window. */
  closedByTool: z.boolean(),
  /** What was registered; `null` until then. */
  result: z
    .strictObject({ clientId: z.string(), deploymentId: z.string(), reading: registrationReadingSchema })
    .nullable(),
  /** Why the page could not be opened, in words; empty when it could. */
  failure: z.string(),
});
export type DynamicRegistration = z.infer<typeof dynamicRegistrationSchema>;
