import type { WebContents } from 'electron';
import type { BodyView, Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { Observation } from '../../protocol/models/exchanges/observation.ts';
import { bodyKind, isRead, readBody, unreadBody } from './body.ts';
import { allCookiesSchema, attachedToTargetSchema, requestPausedSchema, responseBodySchema } from './cdp.ts';
import { dialogOpeningSchema } from './cdp-page.ts';
import { observerBinding, observerScript, observerWorld } from './lti-messages.ts';
import type { Observer } from './observer.ts';
import type { Recorder } from './recorder.ts';
import type { HeldCookie } from './third-party/cookie-lines.ts';

/** Documents are held at their response for a moment: it is the only time their body can be had for every frame. */
const documentResponses = { patterns: [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Response' }] };
/** Frames of other sites live in processes, and DevTools sessions, of their own. */
const followFrames = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };

/** At once as well: a frame's page may have begun before its session is followed. */
const listener = { source: observerScript, worldName: observerWorld, runImmediately: true };

type RecordingPorts = {
  recorder: Recorder;
  observer: Observer;
  /** Run in every page before its own scripts. */
  scripts: readonly string[];
  onHops(hops: Hop[]): void;
  onObservations(observations: Observation[]): void;
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
  const observe = (sessionId: string | undefined) => [
    send('Page.enable', {}, sessionId),
    send('Log.enable', {}, sessionId),
    send('Runtime.enable', {}, sessionId),
    send('Runtime.addBinding', { name: observerBinding, executionContextName: observerWorld }, sessionId),
    send('Page.addScriptToEvaluateOnNewDocument', listener, sessionId),
    ...ports.scripts.map((source) =>
      send('Page.addScriptToEvaluateOnNewDocument', { source, runImmediately: true }, sessionId),
    ),
  ];
  const follow = (sessionId: string | undefined, isPage: boolean) =>
    Promise.all([
      send('Network.enable', {}, sessionId),
      send('Fetch.enable', documentResponses, sessionId),
      send('Target.setAutoAttach', followFrames, sessionId),
      ...(isPage ? observe(sessionId) : []),
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
    if (method === 'Fetch.requestPaused') {
      await onPaused(params, sessionId);
      return;
    }
    if (method === 'Page.javascriptDialogOpening') {
      // Pages get no dialogs; one that DevTools knows of waits for an answer. Leaving a page is always allowed.
      const accept = dialogOpeningSchema.parse(params).type === 'beforeunload';
      await send('Page.handleJavaScriptDialog', { accept }, sessionId);
      return;
    }
    ports.onHops(ports.recorder.onEvent(method, params, sessionId));
    ports.onObservations(ports.observer.onEvent(method, params, sessionId));
    if (method === 'Target.attachedToTarget') {
      const attached = attachedToTargetSchema.parse(params);
      // Workers have a network, but no pages.
      await follow(attached.sessionId, attached.targetInfo.type === 'iframe');
    }
  };

  devtools.attach('1.3');
  devtools.on('message', (_event, method, params: unknown, session: string | undefined) => {
    // The root session is the empty name in one Electron and none in another.
    onMessage(method, params, session === '' ? undefined : session).catch((error: unknown) => {
      // Frames come and go while they are asked: only trouble of a page that is still there is told.
      if (!contents.isDestroyed() && devtools.isAttached()) ports.onTrouble(`${method}: ${String(error)}`);
    });
  });
  await follow(undefined, true);
  return async () => {
    if (!contents.isDestroyed() && devtools.isAttached()) await send('Network.enable', {}, undefined);
  };
}

/** Every cookie of the session a page lives in. The page must be recorded: Electron's own list leaves partitioned cookies out. */
export async function cookiesOf({ debugger: devtools }: WebContents): Promise<HeldCookie[]> {
  const { cookies } = allCookiesSchema.parse(await devtools.sendCommand('Network.getAllCookies'));
  return cookies.map(({ name, value, partitionKey }) => ({ name, value, isPartitioned: partitionKey != null }));
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
