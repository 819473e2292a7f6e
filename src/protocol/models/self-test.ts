import { z } from 'zod';
import { runtimeInfoSchema } from '../host.ts';

/** The fuses of Electron's wire, version 1, by their place in it (github.com/electron/fuses). */
export const fuseNames = [
  'RunAsNode',
  'EnableCookieEncryption',
  'EnableNodeOptionsEnvironmentVariable',
  'EnableNodeCliInspectArguments',
  'EnableEmbeddedAsarIntegrityValidation',
  'OnlyLoadAppFromAsar',
  'LoadBrowserProcessSpecificV8Snapshot',
  'GrantFileProtocolExtraPrivileges',
  'WasmTrapHandlers',
] as const;

/** What the self-test tries, in this order. */
export const selfTestCheckIds = [
  /** The archive the app runs from. */
  'archive',
  /** The fuses in its own executable. */
  'fuses',
  /** The app's page came over its own scheme under its content policy, which holds. */
  'page',
  /** The window's page is sandboxed and isolated, has nothing of Node, and reaches core through the bridge. */
  'renderer',
  /** The core process opened a new data folder. */
  'core',
  /** A vault was made with a random passphrase, locked, and opened again. */
  'vault',
  /** The counterparties on this machine run. */
  'sandbox',
  /** A signed request was sent, answered and judged. */
  'request',
  /** A launch was shown in the isolated view, recorded and judged. */
  'launch',
  /** After locking nothing can be signed. */
  'lock',
] as const;

const checkSchema = z.strictObject({
  id: z.enum(selfTestCheckIds),
  /** `not-applicable`: there is nothing to see in an app that is not packaged. */
  result: z.enum(['passed', 'failed', 'not-applicable']),
  /** What was seen, for people. */
  detail: z.string(),
  milliseconds: z.number().nonnegative(),
});
export type SelfTestCheck = z.infer<typeof checkSchema>;

/** What `--self-test` writes: facts of this build on this machine, without paths, names or anything of a person's data. */
export const selfTestReportSchema = z.strictObject({
  format: z.literal('countersign-self-test/1'),
  passed: z.boolean(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  milliseconds: z.number().nonnegative(),
  appVersion: z.string(),
  isPackaged: z.boolean(),
  runtime: runtimeInfoSchema,
  arch: z.string(),
  /** Fuses the executable has, by name; `null` where none can be read. */
  fuses: z.partialRecord(z.enum(fuseNames), z.boolean()).nullable(),
  checks: z.array(checkSchema),
});
export type SelfTestReport = z.infer<typeof selfTestReportSchema>;
