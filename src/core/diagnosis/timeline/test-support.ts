import { readFileSync } from 'node:fs';
import { type Exchange, exchangeSchema, type Hop, hopSchema } from '../../../protocol/models/exchanges/exchange.ts';

const timing = { dns: null, connect: null, tls: null, send: 1, wait: 20, receive: 1, total: 22 };

/** A hop of the tool in a frame, one after the other. */
export function hop(index: number, part: Partial<Hop> = {}): Hop {
  return hopSchema.parse({
    index,
    frame: 'iframe',
    cause: index === 0 ? { kind: 'first', from: null } : { kind: 'redirect', from: index - 1 },
    method: index === 0 ? 'POST' : 'GET',
    url: `https://tool.example/${index}`,
    requestHeaders: index === 0 ? [['Origin', 'https://lms.example']] : [],
    sentCookies: [],
    startedAt: 1_800_000_000_000 + index * 100,
    status: 200,
    statusText: 'OK',
    responseHeaders: [],
    location: null,
    cookies: [],
    timing,
    tls: null,
    remoteAddress: null,
    failure: null,
    body: null,
    ...part,
  });
}

/** A launch as it was stored before hops had causes and exchanges observations. */
export function oldRecord(): unknown {
  return JSON.parse(readFileSync(new URL('../../../../test/fixtures/exchange-0.1.json', import.meta.url), 'utf8'));
}

/** A launch in a frame with these hops. */
export function launch(hops: readonly Hop[], part: Partial<Exchange> = {}): Exchange {
  return { ...exchangeSchema.parse(oldRecord()), hops: [...hops], launchMode: 'iframe', ...part };
}
