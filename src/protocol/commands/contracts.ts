import { z } from 'zod';
import { contractErrorSchema, contractSchema, contractSummarySchema } from '../models/contract.ts';
import { flowSchema } from '../models/exchanges/flow.ts';
import { judgeInputSchema, verdictSchema } from '../models/exchanges/verdict.ts';
import { defineCommands } from './define.ts';

const contractText = z.string().max(5_000_000);

export const contractsCommands = defineCommands({
  'contracts.list': { input: z.strictObject({}), output: z.array(contractSummarySchema) },
  'contracts.get': { input: z.strictObject({ id: z.string().min(1).max(200) }), output: contractSchema },
  /** Reads an OpenAPI 3.1 file without keeping it: what it holds, or where it is wrong. */
  'contracts.check': {
    input: z.strictObject({ text: contractText }),
    output: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), contract: contractSchema, warnings: z.array(contractErrorSchema) }),
      z.strictObject({ ok: z.literal(false), errors: z.array(contractErrorSchema) }),
    ]),
  },
  'contracts.import': {
    input: z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/), text: contractText }),
    output: contractSchema,
  },
  /** Reads an Arazzo 1.0 file for a contract without keeping it: the flows it holds, or where it is wrong. */
  'contracts.checkFlows': {
    input: z.strictObject({ id: z.string().min(1).max(200), text: contractText }),
    output: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), flows: z.array(flowSchema) }),
      z.strictObject({ ok: z.literal(false), errors: z.array(contractErrorSchema) }),
    ]),
  },
  /** Keeps an Arazzo file with an imported contract, in place of one that was there. `flows.invalid` names every error. */
  'contracts.importFlows': {
    input: z.strictObject({ id: z.string().min(1).max(200), text: contractText }),
    output: z.array(flowSchema),
  },
  /** Takes the flows of an imported contract away; its runs stay. `not-found` when there are none. */
  'contracts.deleteFlows': { input: z.strictObject({ id: z.string().min(1).max(200) }), output: z.strictObject({}) },
  'contracts.delete': { input: z.strictObject({ id: z.string().min(1).max(200) }), output: z.strictObject({}) },
  'contracts.judge': { input: judgeInputSchema, output: verdictSchema },
});
