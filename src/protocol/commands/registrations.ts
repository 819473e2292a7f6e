import { z } from 'zod';
import {
  dynamicRegistrationSchema,
  MAX_CONFIGURATION_LENGTH,
  newRegistrationSchema,
  registrationReadingSchema,
  registrationSheetSchema,
  sheetExportSchema,
  sheetFormatSchema,
} from '../models/advantage/registration.ts';
import { environmentSchema } from '../models/connection.ts';
import { launchModeSchema } from '../models/exchanges/exchange.ts';
import { overlapSchema } from '../models/vault/credential-details.ts';
import { sandboxToolSchema } from '../sandbox-tool.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);
const url = z.url({ protocol: /^https?$/ }).max(2048);
const made = z.strictObject({ credentialId: z.string(), connectionId: z.string() });

/** Registrations of LTI 1.3 tools at this platform: credentials of kind `lti-registration` with their connections. */
export const registrationsCommands = defineCommands({
  /** Reads a tool's configuration that was pasted. `input.invalid` (`text`) says what it is instead. */
  'registrations.read': {
    input: z.strictObject({ text: z.string().max(MAX_CONFIGURATION_LENGTH) }),
    output: registrationReadingSchema,
  },
  /** Fetches a tool's configuration, because a person asked for it, and reads it. `network.*`; `input.invalid` (`url`). */
  'registrations.fetch': { input: z.strictObject({ url }), output: registrationReadingSchema },
  /** Makes the registration with a key of its own, and a connection that launches the tool. `vault.locked`, `input.invalid`. */
  'registrations.create': { input: z.strictObject({ registration: newRegistrationSchema }), output: made },
  /** Makes the registration of one of the sandbox's tools, on both sides, and starts the sandbox for it. `vault.locked`, `sandbox.failed`. */
  'registrations.createSandboxTool': { input: z.strictObject({ tool: sandboxToolSchema }), output: made },
  /** What the tool's administrator needs. Works while the vault is locked. */
  'registrations.sheet': { input: z.strictObject({ id }), output: registrationSheetSchema },
  'registrations.export': { input: z.strictObject({ id, format: sheetFormatSchema }), output: sheetExportSchema },
  /**
   * Opens the tool's registration page and waits for the tool to register (Dynamic Registration 1.0 §3). One at a time: an
   * earlier one is abandoned. `vault.locked`, `launch.stage-unavailable`.
   */
  'registrations.begin': {
    /** `withToken`: with a registration token, which the tool has to send back. */
    input: z.strictObject({ url, withToken: z.boolean(), mode: launchModeSchema }),
    output: dynamicRegistrationSchema,
  },
  /** `not-found` once it was confirmed or abandoned. */
  'registrations.progress': { input: z.strictObject({ id }), output: dynamicRegistrationSchema },
  /** Keeps what the tool has registered. `registration.not-finished`. */
  'registrations.confirm': {
    input: z.strictObject({ id, name: z.string().trim().min(1).max(200), environment: environmentSchema }),
    output: made,
  },
  /**
   * Makes a new key, with which launches are signed from now on; the one before is served until its overlap ends, of seven days
   * unless another is given. `vault.locked`, `not-found`, `credential.wrong-kind`.
   */
  'registrations.rotateKey': {
    input: z.strictObject({ id, overlap: overlapSchema.optional() }),
    output: registrationSheetSchema,
  },
  /** Closes the page and forgets everything; one that is over already is left alone. */
  'registrations.abandon': { input: z.strictObject({ id }), output: z.strictObject({}) },
});
