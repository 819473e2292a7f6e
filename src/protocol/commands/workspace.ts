import { z } from 'zod';
import {
  receivedRequestSchema,
  sandboxFaultSchema,
  sandboxServerSchema,
  storeAccessSchema,
} from '../sandbox-control.ts';
import { defineCommands } from './define.ts';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['en']),
  tourDone: z.boolean(),
  /** Backups kept of each kind: weekly, by hand, before a restore. */
  backupsKept: z.int().min(1).max(50),
});
export type Settings = z.infer<typeof settingsSchema>;

export const sandboxStatusSchema = z.strictObject({
  state: z.enum(['stopped', 'starting', 'running', 'failed']),
  servers: z.array(
    z.strictObject({ server: sandboxServerSchema, url: z.string(), fault: sandboxFaultSchema.nullable() }),
  ),
  /** While it runs: address of the page on which a candidate takes an exam; `{id}` stands for the exam's id. */
  examPageUrl: z.string().optional(),
  /** While it runs: what users get who enter the library store by LTI. */
  storeAccess: storeAccessSchema.optional(),
});
export type SandboxStatus = z.infer<typeof sandboxStatusSchema>;

export const workspaceCommands = defineCommands({
  'workspace.status': {
    input: z.strictObject({}),
    output: z.strictObject({
      /** Nothing has been set up yet: offer the sandbox workspace. */
      empty: z.boolean(),
      appVersion: z.string(),
      dataFolder: z.string(),
    }),
  },
  /** Starts the sandbox and makes connections to it, unless there are some: one that works for each counterparty, the store's two versions of LTI each with its own, and one with a wrong secret. Needs an unlocked vault. */
  'workspace.createSandbox': {
    input: z.strictObject({}),
    output: z.strictObject({ connectionIds: z.array(z.string()) }),
  },
  'settings.get': { input: z.strictObject({}), output: settingsSchema },
  'settings.update': { input: settingsSchema.partial(), output: settingsSchema },
  'sandbox.status': { input: z.strictObject({}), output: sandboxStatusSchema },
  'sandbox.start': { input: z.strictObject({}), output: sandboxStatusSchema },
  'sandbox.stop': { input: z.strictObject({}), output: sandboxStatusSchema },
  'sandbox.setFault': {
    input: z.strictObject({ server: sandboxServerSchema, fault: sandboxFaultSchema.nullable() }),
    output: sandboxStatusSchema,
  },
  /** Holds for launches from now on, and is kept for later starts. Refused with `sandbox.failed` while the sandbox does not run. */
  'sandbox.setStoreAccess': { input: z.strictObject({ access: storeAccessSchema }), output: sandboxStatusSchema },
  'sandbox.received': {
    input: z.strictObject({ server: sandboxServerSchema }),
    output: z.array(receivedRequestSchema),
  },
});
