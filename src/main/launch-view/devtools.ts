import type { WebContents } from 'electron';
import type { BodyView, Hop } from '../../protocol/models/exchange.ts';
import { bodyKind, isRead, readBody, unreadBody } from './body.ts';
import { attachedToTargetSchema, requestPausedSchema, responseBodySchema } from './cdp.ts';
import type { Recorder } from './recorder.ts';

/** Documents are held at their response for a moment: it is the only time their body can be had for every frame. */
const documentResponses = { patterns: [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Response' }] };
/** Frames of other sites live in processes, and DevTools sessions, of their own. */
const followFrames = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };

type RecordingPorts = {
  recorder: Recorder;
  onHops(hops: Hop[]): void;
  onTrouble(message: string): void;
};

/**
 * Records the network of `contents`, which must have loaded something (`about:blank`): the DevTools protocol never answers before.
 * The returned function resolves when everything the browser has told so far is recorded.
 */
export async function startRecording(contents: WebContents, ports: RecordingPorts): Promise<() => Promise<void>> {
  const { debugger: devtools } = contents;
  const send = (method: string, params: object, sessionId: string | undefined): Promise<unknown> =>
    devtools.sendCommand(method, params, sessionId);
  const follow = (sessionId: string | undefined) =>
    Promise.all([
      send('Network.enable', {}, sessionId),
      send('Fetch.enable', documentResponses, sessionId),
      send('Target.setAutoAttach', followFrames, sessionId),
    ]);

  const onPaused = async (params: unknown, sessionId: string | undefined) => {
    const paused = requestPausedSchema.parse(params);
    try {
      const body = await documentBody(paused, (method, args) => send(method, args, sessionId));
      if (body !== null && paused.networkId !== undefined) ports.onHops(ports.recorder.onBody(paused.networkId, body));
    } finally {
      await send('Fetch.continueRequest', { requestId: paused.requestId }, sessionId);
    }
  };

  const onMessage = async (method: string, params: unknown, sessionId: string | undefined) => {
    if (method === 'Fetch.requestPaused') await onPaused(params, sessionId);
    else if (method === 'Target.attachedToTarget') await follow(attachedToTargetSchema.parse(params).sessionId);
    else ports.onHops(ports.recorder.onEvent(method, params, sessionId));
  };

  devtools.attach('1.3');
  devtools.on('message', (_event, method, params: unknown, session: string | undefined) => {
    // The root session is the empty name in one Electron and none in another.
    onMessage(method, params, session === '' ? undefined : session).catch((error: unknown) => {
      // Frames come and go while they are asked: only trouble of a page that is still there is told.
      if (!contents.isDestroyed() && devtools.isAttached()) ports.onTrouble(`${method}: ${String(error)}`);
    });
  });
  await follow(undefined);
  return async () => {
    if (!contents.isDestroyed() && devtools.isAttached()) await send('Network.enable', {}, undefined);
  };
}

type PausedResponse = ReturnType<typeof requestPausedSchema.parse>;

/** The body of a paused document; `null` for redirects, which the browser gives no body of, and failed requests. */
async function documentBody(
  { requestId, responseStatusCode: status, responseHeaders = [] }: PausedResponse,
  send: (method: string, params: object) => Promise<unknown>,
): Promise<BodyView | null> {
  if (status === undefined || (status >= 300 && status <= 399)) return null;
  const kind = bodyKind(responseHeaders.map(({ name, value }): [string, string] => [name, value]));
  if (!isRead(kind)) return unreadBody(kind);
  const { body, base64Encoded } = responseBodySchema.parse(await send('Fetch.getResponseBody', { requestId }));
  return readBody(kind, Buffer.from(body, base64Encoded ? 'base64' : 'utf8'));
}
