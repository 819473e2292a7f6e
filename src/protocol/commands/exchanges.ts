import { z } from 'zod';
import { acceptedCertificateSchema } from '../models/certificate.ts';
import { type FormValue, fieldProblemSchema, formValueSchema } from '../models/contract.ts';
import {
  exchangeSchema,
  exchangeSummarySchema,
  launchModeSchema,
  outcomeFilterSchema,
} from '../models/exchanges/exchange.ts';
import { harFileSchema } from '../models/exchanges/exchange-diagnosis.ts';
import { launchSetupShape } from '../models/lti/launch-setup.ts';
import {
  oauth1SignatureMethodSchema,
  placementSchema,
  signedRequestSchema,
  signingExplanationSchema,
} from '../models/signing.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);

/**
 * Characters of all values of a form together. Signed and explained, a value appears several times, encoded and in the
 * base string, and the whole must stay below the largest message.
 */
export const maxFormCharacters = 400_000;

function fitsInOneMessage(values: readonly FormValue[]): boolean {
  return values.reduce((sum, { value }) => sum + value.length, 0) <= maxFormCharacters;
}

/** A filled-in form of one operation of one connection. */
export const filledFormSchema = z.strictObject({
  connectionId: id,
  operationId: z.string().min(1).max(200),
  values: z
    .array(formValueSchema)
    .max(1000)
    .refine(fitsInOneMessage, `the values are longer than ${maxFormCharacters} characters together`),
  placement: placementSchema.optional(),
  signatureMethod: oauth1SignatureMethodSchema.optional(),
  /** Launches only. */
  ...launchSetupShape,
});
export type FilledForm = z.infer<typeof filledFormSchema>;

export const previewSchema = z.strictObject({
  problems: z.array(fieldProblemSchema),
  /** Signed with secrets masked; `null` while the vault is locked, with the reason in `blocked`. */
  signed: z.strictObject({ request: signedRequestSchema, explanation: signingExplanationSchema.nullable() }).nullable(),
  blocked: z.enum(['vault-locked', 'no-credential', 'incomplete']).nullable(),
});
export type Preview = z.infer<typeof previewSchema>;

export const exchangesCommands = defineCommands({
  /** Validates and signs a form without sending it; uses up no nonce. */
  'exchanges.preview': { input: z.strictObject({ form: filledFormSchema }), output: previewSchema },
  /** Starts an API request and answers at once; `exchange.changed` events follow. A form that breaks its contract is refused (`form.breaks-contract`) unless `anyway`. */
  'exchanges.send': {
    input: z.strictObject({
      form: filledFormSchema,
      anyway: z.boolean().default(false),
      timeoutMs: z.int().min(100).max(600_000).default(30_000),
    }),
    output: z.strictObject({ id }),
  },
  /** Starts a browser launch in the launch view; `exchange.changed` events follow hop by hop. */
  'exchanges.launch': {
    input: z.strictObject({
      form: filledFormSchema,
      anyway: z.boolean().default(false),
      mode: launchModeSchema,
      acceptCertificate: acceptedCertificateSchema.optional(),
    }),
    output: z.strictObject({ id }),
  },
  'exchanges.cancel': { input: z.strictObject({ id }), output: z.strictObject({}) },
  /** Newest first. `search` is matched against everything that was sent and received, as masked. */
  'exchanges.list': {
    input: z.strictObject({
      search: z.string().max(500).default(''),
      connectionId: id.nullable().default(null),
      outcome: outcomeFilterSchema.default('all'),
      /** `startedAt` and id of the last row of the page before. */
      after: z.strictObject({ startedAt: z.number(), id }).nullable().default(null),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.strictObject({ rows: z.array(exchangeSummarySchema), total: z.int() }),
  },
  'exchanges.get': { input: z.strictObject({ id }), output: exchangeSchema },
  /** One page of the masked, decoded body of a hop. Offsets count characters. */
  'exchanges.body': {
    input: z.strictObject({
      id,
      hop: z.int().nonnegative(),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(262_144),
    }),
    output: z.strictObject({ text: z.string(), nextOffset: z.int().nullable() }),
  },
  /** The exchange as an HTTP Archive 1.2 for other tools, secrets masked. What HAR has no place for stands under `_countersign`. */
  'exchanges.har': { input: z.strictObject({ id }), output: harFileSchema },
  'exchanges.delete': { input: z.strictObject({ ids: z.array(id).min(1).max(1000) }), output: z.strictObject({}) },
});
