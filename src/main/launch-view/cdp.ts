import { z } from 'zod';

/**
 * The parts of Chrome DevTools Protocol events the recorder reads
 * (https://chromedevtools.github.io/devtools-protocol/tot/Network/). Everything else in them is dropped.
 */
const headersSchema = z.record(z.string(), z.string());

const timingSchema = z.object({
  /** Seconds on a clock that only goes forward; the other fields are milliseconds after it, -1 for "did not happen". */
  requestTime: z.number(),
  dnsStart: z.number(),
  dnsEnd: z.number(),
  connectStart: z.number(),
  connectEnd: z.number(),
  sslStart: z.number(),
  sslEnd: z.number(),
  sendStart: z.number(),
  sendEnd: z.number(),
  receiveHeadersEnd: z.number(),
});
export type CdpTiming = z.infer<typeof timingSchema>;

const responseSchema = z.object({
  url: z.string(),
  status: z.number(),
  statusText: z.string(),
  headers: headersSchema,
  protocol: z.string().optional(),
  remoteIPAddress: z.string().optional(),
  remotePort: z.number().optional(),
  timing: timingSchema.optional(),
  securityDetails: z
    .object({
      protocol: z.string(),
      cipher: z.string(),
      subjectName: z.string(),
      issuer: z.string(),
      validFrom: z.number(),
      validTo: z.number(),
    })
    .optional(),
});
export type CdpResponse = z.infer<typeof responseSchema>;

export const requestWillBeSentSchema = z.object({
  requestId: z.string(),
  frameId: z.string().optional(),
  type: z.string().optional(),
  timestamp: z.number(),
  wallTime: z.number(),
  request: z.object({
    url: z.string(),
    urlFragment: z.string().optional(),
    method: z.string(),
    headers: headersSchema,
    mixedContentType: z.string().optional(),
  }),
  hasUserGesture: z.boolean().optional(),
  initiator: z.object({ type: z.string() }).optional(),
  redirectHasExtraInfo: z.boolean().optional(),
  redirectResponse: responseSchema.optional(),
});
export type RequestWillBeSent = z.infer<typeof requestWillBeSentSchema>;

export const requestExtraInfoSchema = z.object({
  requestId: z.string(),
  headers: headersSchema,
  associatedCookies: z.array(
    z.object({
      blockedReasons: z.array(z.string()),
      /** A text or an object, depending on the browser's age; there only for partitioned cookies. */
      cookie: z.object({ name: z.string(), partitionKey: z.unknown().optional() }),
    }),
  ),
});
export type RequestExtraInfo = z.infer<typeof requestExtraInfoSchema>;

export const responseExtraInfoSchema = z.object({
  requestId: z.string(),
  statusCode: z.number().optional(),
  headers: headersSchema,
  blockedCookies: z.array(z.object({ blockedReasons: z.array(z.string()), cookieLine: z.string() })),
});
export type ResponseExtraInfo = z.infer<typeof responseExtraInfoSchema>;

export const responseReceivedSchema = z.object({
  requestId: z.string(),
  frameId: z.string().optional(),
  type: z.string().optional(),
  response: responseSchema,
  hasExtraInfo: z.boolean().optional(),
});

export const loadingFinishedSchema = z.object({ requestId: z.string(), timestamp: z.number() });

export const loadingFailedSchema = z.object({
  requestId: z.string(),
  timestamp: z.number(),
  errorText: z.string(),
  blockedReason: z.string().optional(),
  canceled: z.boolean().optional(),
});

/** `Fetch.requestPaused` at the response stage: `networkId` is the request's id in Network events. */
export const requestPausedSchema = z.object({
  requestId: z.string(),
  networkId: z.string().optional(),
  responseStatusCode: z.number().optional(),
  responseHeaders: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

export const allCookiesSchema = z.object({
  cookies: z.array(z.object({ name: z.string(), value: z.string(), partitionKey: z.unknown().optional() })),
});

export const responseBodySchema = z.object({ body: z.string(), base64Encoded: z.boolean() });

export const attachedToTargetSchema = z.object({
  sessionId: z.string(),
  /** Frames in a process of their own have their frame id as target id. */
  targetInfo: z.object({ targetId: z.string(), type: z.string() }),
});
