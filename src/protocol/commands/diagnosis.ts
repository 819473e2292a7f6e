import { z } from 'zod';
import { registeredCheckSchema } from '../models/check-register.ts';
import {
  checkFindingSchema,
  configurationInputSchema,
  credentialDiagnosisSchema,
  DEFAULT_CREDENTIAL_AGE_DAYS,
  diagnosePasteInputSchema,
  diagnosisExampleSchema,
  diagnosisIdSchema,
  diagnosisSchema,
  keySetDiagnosisSchema,
  proxyDiagnosisSchema,
  recognisePasteInputSchema,
  recognisePasteOutputSchema,
} from '../models/diagnosis.ts';
import { compareExchangesInputSchema, exchangeComparisonSchema } from '../models/exchanges/exchange-comparison.ts';
import { diagnoseExchangeInputSchema, exchangeDiagnosisSchema } from '../models/exchanges/exchange-diagnosis.ts';
import { probeInputSchema, probeSchema } from '../models/exchanges/probe.ts';
import { defineCommands } from './define.ts';

const webAddressInput = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(4096) });

export const diagnosisCommands = defineCommands({
  /** Recognises a pasted launch and takes it apart, without judging it. */
  'diagnosis.recognise': { input: recognisePasteInputSchema, output: recognisePasteOutputSchema },
  /**
   * Recognises a pasted launch, takes it apart and diagnoses it, offline. With an `id`, `diagnosis.progress` events tell how far
   * the search is. Refused with `cancelled` when it was cancelled, with `conflict` when the id is in use.
   */
  'diagnosis.paste': { input: diagnosePasteInputSchema, output: diagnosisSchema },
  /**
   * What can be said of an exchange on record: its timeline with the findings of the network, whether what was sent was signed
   * right, the checks on the message, the answer. While the vault is locked all but the signature is told.
   */
  'diagnosis.exchange': { input: diagnoseExchangeInputSchema, output: exchangeDiagnosisSchema },
  /**
   * Asks the tool of a refused launch of LTI 1.x which signature it accepts: launches again and again, each signed anew as one known
   * mistake would have it, until one is accepted. Answers when it is over, cancelled ones too, and keeps the answer with the exchange.
   * Refused with `probe.not-possible` for what is no rightly signed launch, with `conflict` when the exchange is being probed or the id
   * is in use, with `vault.locked` and `credential.host-not-allowed`.
   */
  'diagnosis.probe': { input: probeInputSchema, output: probeSchema },
  /** Ends a probe after the launch that is under way; one that is over already is left alone. */
  'diagnosis.probeCancel': { input: z.strictObject({ id: diagnosisIdSchema }), output: z.strictObject({}) },
  /** The register of all checks, in the order of their ids. */
  'diagnosis.checks': { input: z.strictObject({}), output: z.array(registeredCheckSchema) },
  /** What differs between two exchanges on record: requests, answers, and the first hop at which their ways part. */
  'diagnosis.compare': { input: compareExchangesInputSchema, output: exchangeComparisonSchema },
  /** Ends the search of a diagnosis; one that is over already is left alone. */
  'diagnosis.cancel': { input: z.strictObject({ id: diagnosisIdSchema }), output: z.strictObject({}) },
  /** One example for each kind of paste, signed anew. */
  'diagnosis.examples': { input: z.strictObject({}), output: z.array(diagnosisExampleSchema) },
  /** Fetches a key set twice and says what could keep a platform or tool from using it. Only http and https. */
  'diagnosis.jwks': { input: webAddressInput, output: keySetDiagnosisSchema },
  /** Asks an echo of a tool (`{"scheme", "host", "headers"}`) how it sees the request, and compares: NET-10. Only http and https. */
  'diagnosis.proxy': { input: webAddressInput, output: proxyDiagnosisSchema },
  /** CFG-10 on the credentials of the vault, or on one of them. Works while the vault is locked. */
  'diagnosis.credentials': {
    input: z.strictObject({
      id: z.string().min(1).max(100).optional(),
      olderThanDays: z.int().min(1).max(36_500).default(DEFAULT_CREDENTIAL_AGE_DAYS),
    }),
    output: z.array(credentialDiagnosisSchema),
  },
  /** CFG-01 to CFG-09 and CFG-11 on what is being entered. Keeps nothing; no text of the answer holds a secret. */
  'diagnosis.configuration': { input: configurationInputSchema, output: z.array(checkFindingSchema) },
});
