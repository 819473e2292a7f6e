import type { HopCause } from '../../protocol/models/exchanges/observation.ts';
import { attachedToTargetSchema, type RequestWillBeSent } from './cdp.ts';
import {
  contextCreatedSchema,
  frameAttachedSchema,
  frameNavigatedSchema,
  frameRequestedNavigationSchema,
} from './cdp-page.ts';

/** Where something happened: in which kind of frame, and on the page of which hop. */
export type Place = { frame: 'top' | 'iframe'; hop: number | null };

/** What is known of the frames of a launch: who holds whom, what each shows, and who asked for its next page. */
export type Frames = {
  /** Learns from an event of any domain; others are passed over. */
  onEvent(method: string, params: unknown, session: string): void;
  /** Why a document is asked for. Uses the navigation up that was announced for it. */
  causeOf(sent: RequestWillBeSent): HopCause;
  /** Index of the hop whose page holds the frame a document is asked for in. */
  parentOf(sent: RequestWillBeSent, session: string): number | null;
  kindOf(frameId: string | undefined): 'top' | 'iframe';
  /** The document of a hop has arrived: from here on the frame shows it. */
  shows(frameId: string, hop: number | null): void;
  placeOf(frameId: string | undefined): Place;
  /** Where a script runs; by its session where its context is not known. */
  placeOfScript(contextId: number | undefined, session: string): Place;
};

/** A page can make frames and script contexts without end; the oldest are forgotten. */
const mostRemembered = 2000;

export function createFrames(): Frames {
  const parents = new Map<string, string>();
  const documents = new Map<string, number | null>();
  const requested = new Map<string, { reason: string; url: string }>();
  const contexts = new Map<string, string>();
  const frameOfSession = new Map<string, string>();
  let top: string | undefined;

  const kindOf = (frameId: string | undefined): 'top' | 'iframe' => {
    top ??= frameId;
    return frameId === undefined || frameId === top ? 'top' : 'iframe';
  };
  const placeOf = (frameId: string | undefined): Place => ({
    frame: kindOf(frameId),
    hop: documents.get(frameId ?? top ?? '') ?? null,
  });

  const onEvent = (method: string, params: unknown, session: string): void => {
    switch (method) {
      case 'Page.frameAttached': {
        const { frameId, parentFrameId } = frameAttachedSchema.parse(params);
        remember(parents, frameId, parentFrameId);
        break;
      }
      case 'Page.frameNavigated': {
        const { frame } = frameNavigatedSchema.parse(params);
        if (frame.parentId !== undefined) remember(parents, frame.id, frame.parentId);
        break;
      }
      case 'Page.frameRequestedNavigation': {
        const { frameId, reason, url } = frameRequestedNavigationSchema.parse(params);
        remember(requested, frameId, { reason, url });
        break;
      }
      case 'Runtime.executionContextCreated': {
        const { id, auxData } = contextCreatedSchema.parse(params).context;
        if (auxData?.frameId !== undefined) remember(contexts, `${session} ${id}`, auxData.frameId);
        break;
      }
      case 'Target.attachedToTarget': {
        const { sessionId, targetInfo } = attachedToTargetSchema.parse(params);
        if (targetInfo.type !== 'iframe') break;
        remember(frameOfSession, sessionId, targetInfo.targetId);
        const holder = frameOfSession.get(session) ?? top;
        if (holder !== undefined && !parents.has(targetInfo.targetId)) remember(parents, targetInfo.targetId, holder);
        break;
      }
      default:
    }
  };

  return {
    onEvent,
    causeOf: (sent) => {
      const frameId = sent.frameId ?? top ?? '';
      const announced = requested.get(frameId);
      const isFor = announced !== undefined && withoutFragment(announced.url) === withoutFragment(sent.request.url);
      if (isFor) requested.delete(frameId);
      const isNewFrame = kindOf(sent.frameId) === 'iframe' && !documents.has(frameId);
      return {
        kind: causeKind(sent, isFor ? announced.reason : null, isNewFrame),
        from: documents.get(isNewFrame ? (parents.get(frameId) ?? '') : frameId) ?? null,
      };
    },
    parentOf: ({ frameId }, session) => {
      if (frameId === undefined || kindOf(frameId) === 'top') return null;
      const own = frameOfSession.get(session);
      const parent = parents.get(frameId) ?? (own === frameId ? undefined : own);
      if (parent !== undefined && !parents.has(frameId)) remember(parents, frameId, parent);
      return parent === undefined ? null : (documents.get(parent) ?? null);
    },
    kindOf,
    shows: (frameId, hop) => remember(documents, frameId, hop),
    placeOf,
    placeOfScript: (contextId, session) =>
      placeOf(contexts.get(`${session} ${contextId}`) ?? frameOfSession.get(session)),
  };
}

/** `reason` as announced by `Page.frameRequestedNavigation` (ClientNavigationReason), `null` where nothing was. */
function causeKind(sent: RequestWillBeSent, reason: string | null, isNewFrame: boolean): HopCause['kind'] {
  const byUser = sent.hasUserGesture === true;
  switch (reason) {
    case 'formSubmissionGet':
    case 'formSubmissionPost':
      return byUser ? 'form-by-user' : 'form-by-script';
    case 'anchorClick':
      return byUser ? 'link' : 'script';
    case 'metaTagRefresh':
      return 'meta-refresh';
    case 'httpHeaderRefresh':
      return 'header-refresh';
    case 'scriptInitiated':
      return 'script';
    case 'reload':
      return 'reload';
    default:
      // Only a form posts, and the first page of a frame is asked for by the page around it.
      if (sent.request.method === 'POST') return byUser ? 'form-by-user' : 'form-by-script';
      if (isNewFrame) return 'frame';
      return sent.initiator?.type === 'script' ? 'script' : 'unknown';
  }
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? url;
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= mostRemembered) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
