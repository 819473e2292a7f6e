import type { Hop } from '../../protocol/models/exchange.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import type { Verdict } from '../../protocol/models/verdict.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { bodyKind, decodeText, TransportError } from '../http/index.ts';
import type { Log, Transport } from '../ports.ts';
import { secretValuesIn } from './masking.ts';
import type { ExchangeRecord } from './record.ts';

/** Bytes of a response body at which reading stops. */
const maxBodyBytes = 256 * 1024 * 1024;
const maxRedirects = 10;
/** Bytes of an answer in which values of secret fields are looked for. */
const largestBodySearched = 64 * 1024 * 1024;

export type SendDependencies = {
  transport: Transport;
  signal: AbortSignal;
  timeoutMs: number;
  userAgent: string;
  /** Hosts the credential may be sent to; `null` when nothing was signed. */
  allowedHosts: readonly string[] | null;
  judge(hop: Hop, bytes: Uint8Array | undefined): Verdict;
  progress(receivedBytes: number, totalBytes: number | null): void;
  log: Log;
};

/** Sends a request, records every hop and judges the last. Never rejects: a failure becomes the end of the record. */
export async function sendRequest(
  request: SignedRequest,
  record: ExchangeRecord,
  { transport, signal, timeoutMs, allowedHosts, userAgent, judge, progress, log }: SendDependencies,
): Promise<void> {
  let queue: Promise<void> = Promise.resolve();
  try {
    const { hops, bodies } = await transport.exchange(
      {
        method: request.method,
        url: request.url,
        headers: withClientHeaders(request.headers, userAgent),
        body: request.body === null ? null : new TextEncoder().encode(request.body),
      },
      {
        signal,
        timeoutMs,
        maxBodyBytes,
        maxRedirects,
        onHop: (hop) => {
          queue = queue.then(() => record.hop(hop));
        },
        onProgress: progress,
        allowRedirect: (_from, to, keepsBody) => mayFollow(allowedHosts, to, keepsBody),
      },
    );
    await queue;
    for (const hop of hops) {
      const bytes = bodies.get(hop.index);
      await record.learn(secretsIn(bytes, hop, record.secretNames));
      await record.hop(hop, bytes);
    }
    const last = hops.at(-1);
    if (last !== undefined) {
      record.judged(last.index, judge(last, bodies.get(last.index)));
    }
    record.end({ state: 'finished', problem: null });
  } catch (error) {
    await queue.catch(() => {});
    await endWithFailure(error, record, log);
  }
}

function secretsIn(bytes: Uint8Array | undefined, hop: Hop, names: readonly string[]): string[] {
  const contentType = hop.responseHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  if (bytes === undefined || names.length === 0 || bodyKind(bytes, contentType) !== 'text') {
    return [];
  }
  return secretValuesIn(decodeText(bytes.subarray(0, largestBodySearched), contentType).text, names);
}

/** What every HTTP client says of itself, unless the form says something else. */
function withClientHeaders(headers: Pairs, userAgent: string): Pairs {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const own: Pairs = [
    ['User-Agent', userAgent],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip, deflate, br'],
  ];
  return [...headers, ...own.filter(([name]) => !given.has(name.toLowerCase()))];
}

/**
 * A redirect may lead anywhere, but the credential may not go with it: headers that carry it are left out, and a body
 * that would be sent again (307, 308) is not sent at all.
 */
function mayFollow(
  allowedHosts: readonly string[] | null,
  to: URL,
  keepsBody: boolean,
): boolean | { dropHeaders: readonly string[] } {
  if (allowedHosts === null || allowedHosts.includes(to.host)) {
    return true;
  }
  return keepsBody ? false : { dropHeaders: ['authorization', 'cookie'] };
}

async function endWithFailure(error: unknown, record: ExchangeRecord, log: Log): Promise<void> {
  if (!(error instanceof ProblemError)) {
    log.error('exchange failed', error);
    record.end({ state: 'failed', problem: { code: 'internal', params: { command: 'exchanges.send' } } });
    return;
  }
  if (error instanceof TransportError) {
    for (const hop of error.hops) {
      await record.hop(hop, error.bodies.get(hop.index));
    }
  }
  record.end({ state: error.problem.code === 'cancelled' ? 'cancelled' : 'failed', problem: error.problem });
}
