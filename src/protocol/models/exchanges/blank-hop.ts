import type { Hop } from './exchange.ts';

/** A hop of which nothing is known but what is given: asked for, not answered, and told of by nobody. */
export function blankHop(known: Pick<Hop, 'index' | 'frame' | 'method' | 'url'> & Partial<Hop>): Hop {
  return {
    requestHeaders: [],
    sentCookies: null,
    startedAt: 0,
    status: null,
    statusText: '',
    responseHeaders: [],
    location: null,
    cookies: [],
    timing: null,
    tls: null,
    cause: { kind: 'unknown', from: null },
    parent: null,
    withheldCookies: [],
    protocol: null,
    remoteAddress: null,
    failure: null,
    body: null,
    ...known,
  };
}
