import { z } from 'zod';
import { requestIdSchema, requestSchema, resultSchema } from './envelope.ts';
import { appEventSchema } from './events.ts';
import { acceptedCertificateSchema } from './models/certificate.ts';
import { csvPreviewSchema } from './models/data/portability.ts';
import { hopSchema, launchModeSchema, thirdPartyCookiesSchema } from './models/exchanges/exchange.ts';
import { maxObservations, observationSchema } from './models/exchanges/observation.ts';

/** Which Electron the app runs in. `fallback` is past its end of life and says so in a banner. */
export const runtimeInfoSchema = z.strictObject({
  kind: z.enum(['supported', 'fallback']),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  platform: z.string(),
});
export type RuntimeInfo = z.infer<typeof runtimeInfoSchema>;

const boundsSchema = z.strictObject({
  x: z.int().min(0).max(20_000),
  y: z.int().min(0).max(20_000),
  width: z.int().min(0).max(20_000),
  height: z.int().min(0).max(20_000),
});
export type Bounds = z.infer<typeof boundsSchema>;

const extensionsSchema = z.array(z.string().regex(/^[a-z0-9-]{1,30}$/)).max(10);

/** What a file is to hold: text is written as UTF-8, `base64` as the bytes it stands for. */
const fileContentSchema = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('text'), text: z.string() }),
  z.strictObject({ as: z.literal('bytes'), base64: z.base64() }),
]);
export type FileContent = z.infer<typeof fileContentSchema>;

/** What the window asks of main itself: things only the host of the window can do. */
export const hostCommands = {
  'host.runtime': { input: z.strictObject({}), output: runtimeInfoSchema },
  /** Places the launch view of an exchange over the window, in CSS pixels of the window's content; `null` hides it. */
  'host.placeLaunchView': {
    input: z.strictObject({ exchangeId: z.string().min(1).max(100), bounds: boundsSchema.nullable() }),
    output: z.strictObject({ shown: z.boolean() }),
  },
  'host.copyText': { input: z.strictObject({ text: z.string().max(5_000_000) }), output: z.strictObject({}) },
  /**
   * Puts a secret of a credential on the clipboard without the window having it, and takes it off again after the set time,
   * when the vault locks and when the app ends. Problems: `vault.locked`, `not-found`, `vault.needs-gesture`.
   */
  'host.copySecret': {
    input: z.strictObject({ credentialId: z.string().min(1).max(100), part: z.string().min(1).max(100) }),
    /** Seconds until it is taken off; 0: not by time. */
    output: z.strictObject({ clearAfter: z.int() }),
  },
  /** The same for a text with a secret that the window has: generated and not kept yet, or to be handed on. */
  'host.copySecretText': {
    input: z.strictObject({ text: z.string().max(100_000) }),
    output: z.strictObject({ clearAfter: z.int() }),
  },
  /** Opens an http or https address in the person's own browser. */
  'host.openExternal': { input: z.strictObject({ url: z.string().max(4096) }), output: z.strictObject({}) },
  'host.setTheme': {
    input: z.strictObject({ theme: z.enum(['system', 'light', 'dark']) }),
    output: z.strictObject({}),
  },
  /** Asks for a folder, which the person may create. */
  'host.chooseFolder': {
    input: z.strictObject({ title: z.string().max(200) }),
    output: z.strictObject({ path: z.string() }).nullable(),
  },
  /** Opens the data folder in the system's file manager: main asks core which it is, so that the window names no path. */
  'host.openDataFolder': { input: z.strictObject({}), output: z.strictObject({}) },
  /** Asks for a file and reads it as text. */
  'host.openTextFile': {
    input: z.strictObject({
      title: z.string().max(200),
      extensions: extensionsSchema,
    }),
    output: z.strictObject({ name: z.string(), text: z.string() }).nullable(),
  },
  /**
   * Asks where to save a file, suggesting `name`, and writes it whole or not at all. `null` when the person changed their mind.
   * The title also names the kind of file in the dialog. Problems: `file.read-only`, `file.disk-full`, `file.not-saved`.
   */
  'host.saveFile': {
    input: z.strictObject({
      title: z.string().max(200),
      name: z.string().min(1).max(200),
      extensions: extensionsSchema,
      content: fileContentSchema,
    }),
    output: z.strictObject({ saved: z.literal(true), path: z.string() }).nullable(),
  },
  /**
   * Asks for a table of credentials and hands it to core past the window: it holds secrets in clear. `null` when none was chosen.
   * Problems: `csv.*`, `transfer.too-large`, `input.unreadable`, `vault.locked`.
   */
  'host.openCsv': { input: z.strictObject({ title: z.string().max(200) }), output: csvPreviewSchema.nullable() },
  /**
   * Has core write secrets in clear for the words the person typed, into a file only the person may read; the window never has them.
   * `null` when the person chose no place. Problems: `transfer.not-confirmed`, `vault.locked`, `vault.needs-gesture`, `file.*`.
   */
  'host.saveClearExport': {
    input: z.strictObject({
      title: z.string().max(200),
      credentialIds: z.array(z.string().min(1).max(100)).max(5_000),
      confirmation: z.string().max(200),
    }),
    output: z.strictObject({ path: z.string(), guarded: z.int() }).nullable(),
  },
} as const;
export type HostCommandName = keyof typeof hostCommands;
export type HostInput<N extends HostCommandName> = z.input<(typeof hostCommands)[N]['input']>;
export type HostOutput<N extends HostCommandName> = z.output<(typeof hostCommands)[N]['output']>;

/** The OS keychain as main sees it. `protects` is false for `basic_text` and `unknown`. */
export const keychainStatusSchema = z.strictObject({ protects: z.boolean(), backend: z.string() });
export type KeychainStatus = z.infer<typeof keychainStatusSchema>;

/** `launch`: hops begin where the launch page leads; `page`: the page that is opened is the first hop. */
export const stageRecordsSchema = z.enum(['launch', 'page']);
export type StageRecords = z.infer<typeof stageRecordsSchema>;

/** What core asks of main. Keys and wrapped keys are base64. */
export const hostCallSchema = z.discriminatedUnion('call', [
  z.strictObject({ call: z.literal('keychain.status') }),
  z.strictObject({ call: z.literal('keychain.wrap'), key: z.base64() }),
  z.strictObject({ call: z.literal('keychain.unwrap'), wrapped: z.base64() }),
  /** Opens an isolated view with an in-memory partition of its own and loads `url` in it, recording from the start. */
  z.strictObject({
    call: z.literal('stage.open'),
    exchangeId: z.string(),
    url: z.url(),
    mode: launchModeSchema,
    records: stageRecordsSchema.default('launch'),
    thirdPartyCookies: thirdPartyCookiesSchema.default('allowed'),
    /** Taken in this view, for its host alone, although Chromium refuses it. */
    acceptCertificate: acceptedCertificateSchema.optional(),
    /** PEM certificates of authorities believed in this view besides those Chromium believes. */
    authorities: z.array(z.string()).default([]),
    /** Hosts that may have what the launch is signed with, redirects included; `null`: it is signed with nothing. */
    allowedHosts: z.array(z.string()).nullable().default(null),
  }),
  z.strictObject({ call: z.literal('stage.close'), exchangeId: z.string() }),
]);
export type HostCall = z.infer<typeof hostCallSchema>;

export const wrapAnswerSchema = z.strictObject({ wrapped: z.base64(), backend: z.string() });
/** `rewrapped`: the same key wrapped anew, where the keychain asked for that; to be kept in place of what was unwrapped. */
export const unwrapAnswerSchema = z.strictObject({ key: z.base64(), rewrapped: z.base64().nullable() });

/** What the launch view tells core while it is open. Hops are as the browser saw them: core masks them before anyone else may see them. */
export const stageEventSchema = z.discriminatedUnion('type', [
  /** A hop began or changed; `hop.index` says which. */
  z.strictObject({ type: z.literal('hop'), exchangeId: z.string(), hop: hopSchema }),
  /** What happened since the last of these and is no hop, oldest first. */
  z.strictObject({
    type: z.literal('observed'),
    exchangeId: z.string(),
    observations: z.array(observationSchema).max(maxObservations),
  }),
  /** The page stopped loading; more hops may follow when the page goes on by itself. */
  z.strictObject({ type: z.literal('settled'), exchangeId: z.string(), url: z.string(), title: z.string() }),
  z.strictObject({ type: z.literal('closed'), exchangeId: z.string(), reason: z.string() }),
]);
export type StageEvent = z.infer<typeof stageEventSchema>;

/** Main → core. */
export const toCoreSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('request'), ...requestSchema.shape }),
  z.strictObject({ kind: z.literal('host-answer'), id: requestIdSchema, result: resultSchema }),
  z.strictObject({ kind: z.literal('stage-event'), event: stageEventSchema }),
  z.strictObject({ kind: z.literal('shutdown') }),
]);
export type ToCore = z.infer<typeof toCoreSchema>;

/**
 * Core → main. `ready` is the first message; a core that cannot open its data says `failed` instead. With a `storage.*` problem it
 * goes on to answer: a backup may be restored, and `ready` follows.
 */
export const fromCoreSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), problem: resultSchema.options[1].shape.problem }),
  z.strictObject({ kind: z.literal('result'), id: requestIdSchema, result: resultSchema }),
  z.strictObject({ kind: z.literal('event'), event: appEventSchema }),
  z.strictObject({ kind: z.literal('host-call'), id: requestIdSchema, call: hostCallSchema }),
  z.strictObject({ kind: z.literal('closed') }),
]);
export type FromCore = z.infer<typeof fromCoreSchema>;

/** What main passes to the core process in its environment: nothing else of main's environment reaches it. */
export const coreEnvironment = {
  dataFolder: 'COUNTERSIGN_DATA_FOLDER',
  resources: 'COUNTERSIGN_RESOURCES',
  appVersion: 'COUNTERSIGN_APP_VERSION',
  /** `1` where core ended by itself and is started again: what was deleted can still be brought back. */
  keepDeletions: 'COUNTERSIGN_KEEP_DELETIONS',
} as const;
