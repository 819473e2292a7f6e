import {
  maxObservationText,
  type Observation,
  type ObservationKind,
} from '../../protocol/models/exchanges/observation.ts';
import {
  loadingFailedSchema,
  loadingFinishedSchema,
  type RequestWillBeSent,
  requestWillBeSentSchema,
  responseReceivedSchema,
} from './cdp.ts';
import { bindingCalledSchema, logEntrySchema, windowOpenSchema } from './cdp-page.ts';
import { consoleMessage, exceptionMessage, logMessage } from './console.ts';
import type { Frames, Place } from './frames.ts';
import { observerBinding, toldMessageSchema } from './lti-messages.ts';
import { refusalReason } from './reasons.ts';

/** Kept of each kind: enough to see what is wrong, too little for a page to fill the disk with. */
export const mostKept: Readonly<Record<Exclude<ObservationKind, 'limit'>, number>> = {
  'resource-failed': 150,
  'mixed-content': 50,
  popup: 20,
  console: 150,
  'lti-message': 200,
};

/** Requests of pages that are under way; pages can make them without end. */
const mostPending = 1000;

const echoMs = 100;

export type Observer = {
  /** What an event amounts to, in the order it happened; mostly nothing. */
  onEvent(method: string, params: unknown, sessionId?: string): Observation[];
};

type Pending = { sent: RequestWillBeSent; place: Place; status: number | null };

/**
 * Turns DevTools events into observations: what happened in the browser and is no hop. Documents are hops and left to the
 * recorder, whose `frames` say where things happened. `now` is epoch milliseconds.
 */
export function createObserver(frames: Pick<Frames, 'placeOf' | 'placeOfScript'>, now: () => number): Observer {
  const pending = new Map<string, Pending>();
  const settled = recentIds();
  const counts = new Map<ObservationKind, number>();

  let last = { payload: '', context: -1, at: 0 };

  const onSent = (sent: RequestWillBeSent): Observation[] => {
    // Another session watching the same frame repeats its events.
    if (sent.type === 'Document' || pending.has(sent.requestId)) {
      settled.add(sent.requestId);
      return [];
    }
    const place = frames.placeOf(sent.frameId);
    pending.set(sent.requestId, { sent, place, status: null });
    if (pending.size > mostPending) {
      const oldest = pending.keys().next();
      if (oldest.done !== true) pending.delete(oldest.value);
    }
    const mixed = sent.request.mixedContentType ?? 'none';
    if (mixed === 'none') return [];
    const { url } = sent.request;
    const at = Math.round(sent.wallTime * 1000);
    return [
      {
        kind: 'mixed-content',
        at,
        ...place,
        url: cut(url),
        resourceType: sent.type ?? '',
        blockable: mixed === 'blockable',
      },
    ];
  };

  const failed = (requestId: string, error: string | null, blockedReason: string | null): Observation[] => {
    const found = pending.get(requestId);
    if (found === undefined) return [];
    pending.delete(requestId);
    settled.add(requestId);
    const { sent, place, status } = found;
    const reason = reasonOf(error, blockedReason, status, place);
    return [
      {
        kind: 'resource-failed',
        at: now(),
        ...place,
        url: cut(sent.request.url),
        method: sent.request.method,
        resourceType: sent.type ?? '',
        status,
        error: error === null || error === '' ? blockedReason : error,
        reason,
      },
    ];
  };

  const onLoadingFailed = (params: unknown): Observation[] => {
    const { requestId, errorText, blockedReason, canceled } = loadingFailedSchema.parse(params);
    const status = pending.get(requestId)?.status ?? null;
    const answeredBadly = status !== null && status >= 400;
    // The page gave the request up itself, or left while it was under way.
    if (canceled === true && !answeredBadly && blockedReason === undefined) {
      pending.delete(requestId);
      return [];
    }
    return failed(requestId, answeredBadly ? null : errorText, blockedReason ?? null);
  };

  /** Requests a frame made before its session was followed are told of in its log alone. */
  const onLog = (params: unknown, session: string): Observation[] => {
    const { source, text, url, timestamp, networkRequestId: id } = logEntrySchema.parse(params).entry;
    const place = frames.placeOfScript(undefined, session);
    if (source !== 'network') return logMessage(params, place);
    if (id === undefined || url === undefined || pending.has(id) || settled.has(id)) return [];
    settled.add(id);
    const status = Number(/status of (\d{3})/.exec(text)?.[1] ?? Number.NaN) || null;
    const error = /net::\w+/.exec(text)?.[0] ?? null;
    const facts = {
      url: cut(url),
      method: '',
      resourceType: '',
      status,
      error,
      reason: reasonOf(error, null, status, place),
    };
    return [{ kind: 'resource-failed', at: Math.round(timestamp), ...place, ...facts }];
  };

  const onMessage = (params: unknown, session: string): Observation[] => {
    const { name, payload, executionContextId } = bindingCalledSchema.parse(params);
    if (name !== observerBinding) return [];
    const told = toldMessageSchema.parse(JSON.parse(payload));
    // A page may have two worlds of the listener's name after it was swapped in: the second tells the same again.
    const at = now();
    const isEcho = payload === last.payload && executionContextId !== last.context && at - last.at < echoMs;
    last = { payload, context: executionContextId, at };
    if (isEcho) return [];
    return [{ kind: 'lti-message', at, ...frames.placeOfScript(executionContextId, session), ...told }];
  };

  const observe = (method: string, params: unknown, session: string): Observation[] => {
    switch (method) {
      case 'Network.requestWillBeSent':
        return onSent(requestWillBeSentSchema.parse(params));
      case 'Network.responseReceived': {
        const { requestId, response } = responseReceivedSchema.parse(params);
        const found = pending.get(requestId);
        if (found !== undefined) found.status = response.status;
        return [];
      }
      case 'Network.loadingFinished': {
        const { requestId } = loadingFinishedSchema.parse(params);
        if ((pending.get(requestId)?.status ?? 0) >= 400) return failed(requestId, null, null);
        pending.delete(requestId);
        return [];
      }
      case 'Network.loadingFailed':
        return onLoadingFailed(params);
      case 'Page.windowOpen': {
        const { url, windowName, userGesture } = windowOpenSchema.parse(params);
        const place = frames.placeOfScript(undefined, session);
        return [{ kind: 'popup', at: now(), ...place, url: cut(url), name: cut(windowName), byUser: userGesture }];
      }
      case 'Runtime.bindingCalled':
        return onMessage(params, session);
      case 'Runtime.consoleAPICalled':
        return consoleMessage(params, (context) => frames.placeOfScript(context, session));
      case 'Runtime.exceptionThrown':
        return exceptionMessage(params, (context) => frames.placeOfScript(context, session));
      case 'Log.entryAdded':
        return onLog(params, session);
      default:
        return [];
    }
  };

  /** Counts, and says once of each kind that there were more. */
  const bounded = (observation: Observation): Observation[] => {
    if (observation.kind === 'limit') return [observation];
    const count = (counts.get(observation.kind) ?? 0) + 1;
    counts.set(observation.kind, count);
    const kept = mostKept[observation.kind];
    if (count <= kept) return [observation];
    const { at, frame, hop, kind } = observation;
    return count === kept + 1 ? [{ kind: 'limit', at, frame, hop, of: kind, kept }] : [];
  };

  return {
    onEvent: (method, params, sessionId = '') => observe(method, params, sessionId).flatMap(bounded),
  };
}

function reasonOf(error: string | null, blockedReason: string | null, status: number | null, { frame }: Place): string {
  if (error === null) return `The host answered ${status}.`;
  return refusalReason({ error, blockedReason, status, headers: [], frame });
}

/** Requests that need no more telling: told already, or documents; the oldest are forgotten. */
function recentIds(): { add(id: string): void; has(id: string): boolean } {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      if (ids.size <= mostPending) return;
      const oldest = ids.values().next();
      if (oldest.done !== true) ids.delete(oldest.value);
    },
  };
}

function cut(text: string): string {
  return text.slice(0, maxObservationText);
}
