import { blankHop } from '../../protocol/models/exchanges/blank-hop.ts';
import { type Hop, maxHops, type ThirdPartyCookies } from '../../protocol/models/exchanges/exchange.ts';
import type { HopCause } from '../../protocol/models/exchanges/observation.ts';
import { parseUrl } from '../url.ts';
import {
  loadingFailedSchema,
  loadingFinishedSchema,
  type RequestExtraInfo,
  type RequestWillBeSent,
  type ResponseExtraInfo,
  requestExtraInfoSchema,
  requestWillBeSentSchema,
  responseExtraInfoSchema,
  responseReceivedSchema,
} from './cdp.ts';
import { createFrames, type Frames } from './frames.ts';
import { hopOf, type Sighting } from './hop.ts';
import { popupReason } from './reasons.ts';
import { isThirdParty } from './third-party/site.ts';

/** A window the page tried to open. `at` is epoch milliseconds. */
export type Popup = { url: string; method: string; at: number };

/** Every method returns the hops that are new or have changed, in order. */
export type Recorder = {
  /**
   * One DevTools event. Request ids are the same in every session: a frame of another site begins its request in its parent's
   * session and ends it in its own.
   */
  onEvent(method: string, params: unknown, sessionId?: string): Hop[];
  onBody(requestId: string, body: NonNullable<Hop['body']>): Hop[];
  onPopup(popup: Popup): Hop[];
  /** There were more hops than {@link maxHops}: the rest is not recorded. */
  isFull(): boolean;
  /** What is known of the frames by now. */
  readonly frames: Pick<Frames, 'placeOf' | 'placeOfScript'>;
};

/** `index` is `null` for requests of the launch page itself, which are no part of the launch. */
type Draft = Omit<Sighting, 'index' | 'requestExtra' | 'responseExtra'> & {
  index: number | null;
  hasExtra: boolean | null;
};
/** `session` is the one that told of the request first: another session watching the same frame repeats its events. */
type Chain = { session: string; drafts: Draft[] };
type Extras = { requests: RequestExtraInfo[]; responses: ResponseExtraInfo[] };

/** Requests whose extra info is kept until their main event shows whether they are documents. */
const maxUnclaimed = 500;

/**
 * Turns DevTools network events into the hops of a launch: documents only, each redirect a hop of its own. Requests to the
 * launch page's own origin are left out until the first that goes elsewhere, so that the first hop is the launch itself; without a launch page, `null`, all are told.
 * Where third-party cookies are refused, hops tell what became of theirs.
 */
export function createRecorder(launchUrl: string | null, thirdPartyCookies: ThirdPartyCookies = 'allowed'): Recorder {
  const launchOrigin = launchUrl === null ? null : new URL(launchUrl).origin;
  const chains = new Map<string, Chain>();
  const extras = new Map<string, Extras>();
  const told = new Map<number, string>();
  const frames = createFrames();
  let hops = 0;
  /** Hops by index: where they lead, and the hop whose page is around them. */
  const places = new Map<number, { url: string; parent: number | null }>();
  let hasLeft = false;
  let isFull = false;

  /** Whether there is room for another hop; `isFull` from the first for which there is none. */
  const hasRoom = (): boolean => {
    if (hops >= maxHops) isFull = true;
    return !isFull;
  };

  const extrasOf = (session: string, requestId: string): Extras => {
    const key = `${session} ${requestId}`;
    const known = extras.get(key);
    if (known !== undefined) return known;
    const fresh: Extras = { requests: [], responses: [] };
    extras.set(key, fresh);
    if (extras.size > maxUnclaimed) {
      const oldest = [...extras.keys()].find((each) => !chains.has(each.slice(each.indexOf(' ') + 1)));
      if (oldest !== undefined) extras.delete(oldest);
    }
    return fresh;
  };

  const nextIndex = (url: string): number | null => {
    if (!hasLeft && new URL(url).origin === launchOrigin) return null;
    hasLeft = true;
    if (!hasRoom()) return null;
    hops += 1;
    return hops - 1;
  };

  const draftOf = (sent: RequestWillBeSent, session: string, redirectedBy: Draft | null): Draft => {
    const index = nextIndex(sent.request.url);
    const parent = frames.parentOf(sent, session);
    // Asked for every document, so that an announced navigation is used up by the one it was for.
    const cause = redirectedBy === null ? frames.causeOf(sent) : redirect(redirectedBy);
    if (index !== null) places.set(index, { url: sent.request.url, parent });
    const draft = { ...emptyDraft(sent), index, cause: index === 0 ? first : cause, parent };
    return {
      ...draft,
      refusesCookies: thirdPartyCookies === 'refused' && isThirdParty(sent.request.url, around(draft)),
    };
  };

  /** Addresses of the pages around a document: the launch page is around every frame that no hop's page holds. */
  const around = ({ frame, parent }: Pick<Draft, 'frame' | 'parent'>): string[] => {
    if (frame !== 'iframe') return [];
    const addresses = launchUrl === null ? [] : [launchUrl];
    for (let at = parent; at !== null; ) {
      const place = places.get(at);
      if (place === undefined) break;
      addresses.push(place.url);
      at = place.parent;
    }
    return addresses;
  };

  const emptyDraft = (sent: RequestWillBeSent): Omit<Draft, 'index' | 'cause' | 'parent' | 'refusesCookies'> => ({
    frame: frames.kindOf(sent.frameId),
    sent,
    response: null,
    endedAt: null,
    failure: null,
    body: null,
    hasExtra: null,
  });

  const onSent = (sent: RequestWillBeSent, session: string): string | null => {
    const chain = chains.get(sent.requestId);
    if (chain === undefined) {
      if (sent.type !== 'Document' || parseUrl(sent.request.url) === null || !hasRoom()) return null;
      chains.set(sent.requestId, { session, drafts: [draftOf(sent, session, null)] });
      return sent.requestId;
    }
    const last = chain.drafts.at(-1);
    if (session !== chain.session || sent.redirectResponse === undefined || last === undefined) return null;
    last.response = sent.redirectResponse;
    last.hasExtra = sent.redirectHasExtraInfo ?? null;
    chain.drafts.push(draftOf(sent, session, last));
    return sent.requestId;
  };

  /** Applies a change to the hop a request is at now. */
  const atLast = (requestId: string, change: (draft: Draft) => void): string | null => {
    const last = chains.get(requestId)?.drafts.at(-1);
    if (last === undefined) return null;
    change(last);
    return requestId;
  };

  /** Which request an event changed, or `null` when it is none of a document's. */
  const apply = (method: string, params: unknown, session: string): string | null => {
    switch (method) {
      case 'Network.requestWillBeSent':
        return onSent(requestWillBeSentSchema.parse(params), session);
      case 'Network.requestWillBeSentExtraInfo': {
        const extra = requestExtraInfoSchema.parse(params);
        extrasOf(session, extra.requestId).requests.push(extra);
        return extra.requestId;
      }
      case 'Network.responseReceivedExtraInfo': {
        const extra = responseExtraInfoSchema.parse(params);
        extrasOf(session, extra.requestId).responses.push(extra);
        return extra.requestId;
      }
      case 'Network.responseReceived': {
        const { requestId, response, hasExtraInfo } = responseReceivedSchema.parse(params);
        return atLast(requestId, (draft) => {
          if (draft.sent.frameId !== undefined) frames.shows(draft.sent.frameId, draft.index);
          draft.response = response;
          draft.hasExtra = hasExtraInfo ?? null;
        });
      }
      case 'Network.loadingFinished': {
        const { requestId, timestamp } = loadingFinishedSchema.parse(params);
        return atLast(requestId, (draft) => {
          draft.endedAt = timestamp;
        });
      }
      case 'Network.loadingFailed': {
        const { requestId, timestamp, errorText, blockedReason } = loadingFailedSchema.parse(params);
        return atLast(requestId, (draft) => {
          draft.endedAt = timestamp;
          draft.failure ??= { error: errorText, blockedReason: blockedReason ?? null };
        });
      }
      default:
        return null;
    }
  };

  const changed = (requestId: string | null): Hop[] => {
    const chain = requestId === null ? undefined : chains.get(requestId);
    if (chain === undefined || requestId === null) return [];
    return sightings(chain, extrasOf(chain.session, requestId)).map(hopOf).filter(isNews);
  };

  const isNews = (hop: Hop): boolean => {
    const text = JSON.stringify(hop);
    if (told.get(hop.index) === text) return false;
    told.set(hop.index, text);
    return true;
  };

  return {
    onEvent: (method, params, sessionId = '') => {
      frames.onEvent(method, params, sessionId);
      return changed(apply(method, params, sessionId));
    },
    frames,
    onBody: (requestId, body) => changed(atLast(requestId, (draft) => Object.assign(draft, { body }))),
    isFull: () => isFull,
    onPopup: ({ url, method, at }) => {
      if (!hasRoom()) return [];
      const index = hops;
      hops += 1;
      return [popupHop(index, url, method, at)].filter(isNews);
    },
  };
}

const first: HopCause = { kind: 'first', from: null };

/** A redirect of the launch page itself is no hop, so nothing is known of where its successor came from. */
function redirect({ index }: Draft): HopCause {
  return { kind: 'redirect', from: index };
}

/**
 * The hops of a chain with their extra info. Extra info has no number of its own, but comes in the order of the hops; hops known
 * to have none (answered from a cache) are skipped.
 */
function sightings({ drafts }: Chain, { requests, responses }: Extras): Sighting[] {
  const result: Sighting[] = [];
  let next = 0;
  for (const draft of drafts) {
    const at = draft.hasExtra === false ? null : next++;
    if (draft.index === null) continue;
    result.push({
      ...draft,
      index: draft.index,
      requestExtra: at === null ? null : (requests[at] ?? null),
      responseExtra: at === null ? null : (responses[at] ?? null),
    });
  }
  return result;
}

function popupHop(index: number, url: string, method: string, at: number): Hop {
  const failure = { error: 'popup-blocked', reason: popupReason };
  return blankHop({ index, frame: 'top', method, url, startedAt: at, cause: { kind: 'popup', from: null }, failure });
}
