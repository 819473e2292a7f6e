import { problemOf } from '../../exchanges/recording/record.ts';
import { TransportError } from '../../http/index.ts';
import type { Clock, HttpRequest, Random, Transport } from '../../ports.ts';
import { type Answer, answerOf } from './answer.ts';
import { caseAt, fieldOf, type Moment, type ProbeMessage, signedAs } from './message.ts';
import type { Signing } from './run.ts';

export type LauncherDependencies = {
  transport: Transport;
  clock: Clock;
  random: Random;
  userAgent: string;
  /** Hosts of the credential: nothing is asked elsewhere, redirects included. */
  allowedHosts: readonly string[];
  signal: AbortSignal;
};

const timeoutMs = 20_000;
const maxBodyBytes = 4 * 1024 * 1024;
/** As the HTTP client does everywhere else. */
const maxRedirects = 10;
/** Nonces drawn for a signature with or without "+": one in three has one, so that all but never so many are needed. */
const mostNonces = 200;

/**
 * Makes launches over HTTP, without a browser: each with a nonce, a timestamp and cookies of its own, its redirects followed as far as the
 * hosts of the credential go. A failure is an answer.
 */
export function createLauncher(
  message: ProbeMessage,
  { transport, clock, random, userAgent, allowedHosts, signal }: LauncherDependencies,
): (signing: Signing) => Promise<Answer> {
  // The right signature has to hold "+" if the refused one did: the difference may be that alone.
  const refusedHadPlus = (fieldOf(message.request, 'oauth_signature') ?? '').includes('+');
  const wrongSecret = hex(random.bytes(20));

  const signed = (signing: Signing, moment: Moment) => {
    const trial = signing.kind === 'trial' ? signing.trial : null;
    const base = caseAt(message, moment, trial?.signatureMethod)?.base;
    if (base === undefined) return null;
    const wrong = { ...base, key: { ...base.key, consumer: wrongSecret } };
    const reading = signing.kind === 'wrong' ? wrong : (trial?.apply(base) ?? base);
    return signedAs(message, moment, reading, trial?.signatureMethod);
  };

  const request = (signing: Signing): HttpRequest => {
    const timestamp = String(Math.floor(clock.now() / 1000));
    for (let drawn = 1; ; drawn += 1) {
      const made = signed(signing, { nonce: hex(random.bytes(16)), timestamp });
      if (made === null) throw new Error('a launch was planned that cannot be signed');
      if (drawn < mostNonces && !fits(signing, made.signature, refusedHadPlus)) continue;
      const { method, url, headers, body } = made.request;
      return {
        method,
        url,
        headers: [...headers, ['User-Agent', userAgent], ['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8']],
        body: new TextEncoder().encode(body ?? ''),
      };
    }
  };

  return async (signing) => {
    const at = clock.now();
    try {
      const result = await transport.exchange(request(signing), {
        signal,
        timeoutMs,
        maxBodyBytes,
        maxRedirects,
        allowRedirect: (from, to) =>
          allowedHosts.includes(to.host) && !(from.protocol === 'https:' && to.protocol === 'http:'),
      });
      return answerOf(result, at);
    } catch (error) {
      if (!(error instanceof TransportError) && !signal.aborted) throw error;
      return { kind: 'none', problem: problemOf(error), at };
    }
  };
}

function fits(signing: Signing, signature: string, refusedHadPlus: boolean): boolean {
  if (signing.kind === 'trial') return signing.trial.withoutPlus !== true || !signature.includes('+');
  return signing.kind === 'wrong' || signature.includes('+') === refusedHadPlus;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
