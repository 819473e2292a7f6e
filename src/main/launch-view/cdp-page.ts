import { z } from 'zod';

/**
 * The parts of DevTools Protocol events about pages and scripts that are read: Page, Runtime and Log
 * (https://chromedevtools.github.io/devtools-protocol/tot/). Everything else in them is dropped.
 */
export const frameAttachedSchema = z.object({ frameId: z.string(), parentFrameId: z.string() });

export const frameNavigatedSchema = z.object({ frame: z.object({ id: z.string(), parentId: z.string().optional() }) });

/** Comes just before the request; also for other frames of the same process than the session's own. */
export const frameRequestedNavigationSchema = z.object({ frameId: z.string(), reason: z.string(), url: z.string() });

export const windowOpenSchema = z.object({ url: z.string(), windowName: z.string(), userGesture: z.boolean() });

export const dialogOpeningSchema = z.object({ type: z.string() });

export const contextCreatedSchema = z.object({
  context: z.object({ id: z.number(), auxData: z.object({ frameId: z.string().optional() }).optional() }),
});

const callFrameSchema = z.object({ url: z.string(), lineNumber: z.number() });
const stackSchema = z.object({ callFrames: z.array(callFrameSchema) });

const remoteObjectSchema = z.object({
  type: z.string(),
  value: z.unknown().optional(),
  description: z.string().optional(),
});
export type RemoteObject = z.infer<typeof remoteObjectSchema>;

export const consoleCalledSchema = z.object({
  type: z.string(),
  args: z.array(remoteObjectSchema),
  executionContextId: z.number(),
  /** Epoch milliseconds. */
  timestamp: z.number(),
  stackTrace: stackSchema.optional(),
});

export const exceptionThrownSchema = z.object({
  timestamp: z.number(),
  exceptionDetails: z.object({
    text: z.string(),
    /** From 0. */
    lineNumber: z.number(),
    url: z.string().optional(),
    stackTrace: stackSchema.optional(),
    exception: remoteObjectSchema.optional(),
    executionContextId: z.number().optional(),
  }),
});

export const logEntrySchema = z.object({
  entry: z.object({
    source: z.string(),
    level: z.string(),
    text: z.string(),
    timestamp: z.number(),
    url: z.string().optional(),
    lineNumber: z.number().optional(),
    networkRequestId: z.string().optional(),
  }),
});

export const bindingCalledSchema = z.object({
  name: z.string(),
  payload: z.string(),
  executionContextId: z.number(),
});
