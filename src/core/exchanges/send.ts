import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { Check, Verdict } from '../../protocol/models/exchanges/verdict.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import { bodyKind, contentTypeOf, decodeText, TransportError } from '../http/index.ts';
import type { ClientCertificate, HttpResult, Log, Transport } from '../ports.ts';
import { jsonFieldValues } from '../redaction/index.ts';
import { type ExchangeRecord, problemOf } from './recording/record.ts';

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
  /** Hosts the secrets of the request may be sent to. */
  allowedHosts: readonly string[];
  clientCertificate: ClientCertificate | null;
  /** Secret values of the request: a body that may hold them is never sent again to another host, nor is an address that does followed. */
  secrets: readonly string[];
  judge(hop: Hop, bytes: Uint8Array | undefined): Verdict;
  progress(receivedBytes: number, totalBytes: number | null): void;
  log: Log;
};

/** A request and the bytes of its body. */
export type RequestToSend = { request: SignedRequest; body: Uint8Array | null };

/** Sends a request, records every hop and judges the last. Never rejects: a failure becomes the end of the record. */
export async function sendRequest(
  request: RequestToSend,
  record: ExchangeRecord,
  dependencies: SendDependencies,
): Promise<void> {
  try {
    await exchangeAndJudge(request, record, dependencies);
    record.end({ state: 'finished', problem: null });
  } catch (error) {
    endWithFailure(error, record, dependencies.log);
  }
}

type Outcome = Pick<HttpResult, 'hops' | 'bodies'> & { failure: unknown; notFollowed: URL | null };

async function exchangeAndJudge(
  request: RequestToSend,
  record: ExchangeRecord,
  dependencies: SendDependencies,
): Promise<void> {
  const outcome = await perform(request, record, dependencies);
  const unkept = await recordReceived(outcome, record);
  if (outcome.failure !== null) {
    throw outcome.failure;
  }
  const last = outcome.hops.at(-1);
  if (last !== undefined) {
    const verdict = dependencies.judge(last, outcome.bodies.get(last.index));
    record.judged(last.index, { ...verdict, checks: [...verdict.checks, ...notFollowedCheck(outcome.notFollowed)] });
  }
  if (unkept !== null) {
    throw unkept;
  }
}

async function perform(
  { request, body }: RequestToSend,
  record: ExchangeRecord,
  { transport, signal, timeoutMs, userAgent, progress, clientCertificate, ...guard }: SendDependencies,
): Promise<Outcome> {
  let queue: Promise<void> = Promise.resolve();
  let notFollowed: URL | null = null;
  const outcome = await transport
    .exchange(
      {
        method: request.method,
        url: request.url,
        headers: withClientHeaders(request.headers, userAgent),
        body,
      },
      {
        signal,
        timeoutMs,
        maxBodyBytes,
        maxRedirects,
        ...(clientCertificate === null ? {} : { clientCertificate }),
        onHop: (hop) => {
          queue = queue.then(() => record.hop(hop));
          // Awaited below; until then a failure must not count as unhandled.
          queue.catch(() => {});
        },
        onProgress: progress,
        allowRedirect: (from, to, keepsBody) => {
          const answer = mayFollow({ ...guard, secretNames: record.secretNames }, from, to, keepsBody);
          notFollowed = answer === false ? to : null;
          return answer;
        },
      },
    )
    .then(
      (result): Outcome => ({ ...result, notFollowed, failure: null }),
      (failure: unknown): Outcome =>
        failure instanceof TransportError
          ? { hops: failure.hops, bodies: failure.bodies, notFollowed, failure }
          : { hops: [], bodies: new Map(), notFollowed, failure },
    );
  await queue;
  return outcome;
}

function notFollowedCheck(to: URL | null): Check[] {
  if (to === null) {
    return [];
  }
  return [
    {
      id: 'redirect.not-followed',
      level: 'warning',
      expected: 'a redirect that may be followed',
      actual: `it would send the secrets of this request to ${to.protocol}//${to.host}, which is not among the allowed hosts`,
      source: "the credential's allowed hosts",
    },
  ];
}

/**
 * Records what arrived, all of it, even where its bytes can no longer be sealed because the vault was locked meanwhile.
 * Answers the first failure to keep something, or `null`.
 */
async function recordReceived({ hops, bodies }: Outcome, record: ExchangeRecord): Promise<unknown> {
  let failure: unknown = null;
  const remember = (error: unknown): void => {
    failure ??= error;
  };
  for (const hop of hops) {
    const bytes = bodies.get(hop.index);
    await record.learn(await secretsIn(bytes, hop, record.secretNames)).catch(remember);
    await record.hop(hop, bytes).catch(remember);
  }
  return failure;
}

async function secretsIn(bytes: Uint8Array | undefined, hop: Hop, names: readonly string[]): Promise<string[]> {
  const contentType = contentTypeOf(hop.responseHeaders);
  if (bytes === undefined || names.length === 0 || bodyKind(bytes, contentType) !== 'text') {
    return [];
  }
  return jsonFieldValues(decodeText(bytes.subarray(0, largestBodySearched), contentType).text, names);
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
 * A redirect may lead anywhere, but secrets may not go with it to another host, nor from https to http: headers that carry
 * them are left out, and a body that would be sent again (307, 308) is not sent at all, and an address they were written into not asked.
 */
function mayFollow(
  { allowedHosts, secrets, secretNames }: RedirectGuard,
  from: URL,
  to: URL,
  keepsBody: boolean,
): boolean | { dropHeaders: readonly string[] } {
  const losesEncryption = from.protocol === 'https:' && to.protocol === 'http:';
  if (allowedHosts.includes(to.host) && !losesEncryption) {
    return true;
  }
  const carriesSecrets = (keepsBody && secrets.length > 0) || addressHolds(to, secrets);
  return carriesSecrets ? false : { dropHeaders: [...credentialHeaders, ...secretNames] };
}

/** Whether a server has written a secret it was sent, such as a signature in the query, into where it leads. */
function addressHolds(to: URL, secrets: readonly string[]): boolean {
  const values = [...to.searchParams.values(), ...new URLSearchParams(to.hash.slice(1)).values(), to.pathname];
  return secrets.some((secret) => secret.length >= shortestSecret && values.some((value) => value.includes(secret)));
}

/** Shorter secrets are found in addresses by chance. */
const shortestSecret = 8;

type RedirectGuard = Pick<SendDependencies, 'allowedHosts' | 'secrets'> & { secretNames: readonly string[] };
const credentialHeaders = ['authorization', 'proxy-authorization', 'cookie'];

function endWithFailure(error: unknown, record: ExchangeRecord, log: Log): void {
  const problem = problemOf(error);
  try {
    if (problem.code === 'internal') {
      log.error('exchange failed', error);
    }
    record.end({ state: problem.code === 'cancelled' ? 'cancelled' : 'failed', problem });
  } catch (failure) {
    // Nothing more can be stored, the end neither: the next start marks the exchange as interrupted.
    log.error('the end of an exchange was lost', failure);
  }
}
