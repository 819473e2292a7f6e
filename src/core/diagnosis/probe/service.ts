import { setTimeout as delay } from 'node:timers/promises';
import type { AppEvent } from '../../../protocol/events.ts';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { Probe, ProbeInput } from '../../../protocol/models/exchanges/probe.ts';
import type { SignatureEvidence } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { ExchangeService } from '../../exchanges/service.ts';
import type { Clock, Random, Transport } from '../../ports.ts';
import { verify } from '../../signing/index.ts';
import type { Storage } from '../../storage/open-storage.ts';
import { summaryOf } from '../../storage/repositories/exchanges.ts';
import { assertHostAllowed } from '../../vault/credentials/allowed-hosts.ts';
import type { OpenCredential } from '../../vault/credentials/credential-parts.ts';
import type { Credentials } from '../../vault/credentials/credentials.ts';
import { createDiagnosisMasking } from '../masking.ts';
import { firstDifference } from '../signature/findings.ts';
import { baseText } from '../signature/oauth1/reading.ts';
import { conclude } from './conclude.ts';
import { createLauncher } from './launcher.ts';
import { caseAt, fieldOf, type ProbeMessage } from './message.ts';
import { planTrials, type Trial } from './plan.ts';
import { launchesBesideTrials, runProbe } from './run.ts';

export type ProbeDependencies = {
  storage: {
    exchanges: Pick<Storage['exchanges'], 'get' | 'update'>;
    connections: Pick<Storage['connections'], 'get'>;
  };
  exchanges: Pick<ExchangeService, 'sent'>;
  credentials: Pick<Credentials, 'open' | 'used'>;
  transport: Transport;
  clock: Clock;
  random: Random;
  userAgent: string;
  emit(event: AppEvent): void;
  /** Between two launches, in milliseconds; a tool on this machine is not waited for. */
  pauseMs?: number;
};

/** Asks tools which signature they accept. */
export type ProbeService = {
  /**
   * Probes the tool of an exchange, to the end or until it is cancelled, and keeps the answer with the exchange.
   *
   * @throws ProblemError `not-found`, `probe.not-possible`, `conflict`, `vault.locked`, `credential.host-not-allowed`.
   */
  run(input: ProbeInput): Promise<Probe>;
  /** Ends a probe; one that is over is left alone. */
  cancel(id: string): void;
  cancelAll(): Promise<void>;
};

type Running = { exchangeId: string; stop: AbortController; over: Promise<unknown> };
type OAuthConsumer = Extract<OpenCredential, { kind: 'oauth-consumer' }>;
type Opened = { exchange: Exchange; message: ProbeMessage; consumer: OAuthConsumer };

/** A second between launches keeps a probe below what servers count as an attack. */
const defaultPauseMs = 1000;
const thisMachine = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/;

export function createProbes(dependencies: ProbeDependencies): ProbeService {
  const { storage, exchanges, credentials, clock, emit, pauseMs = defaultPauseMs } = dependencies;
  const running = new Map<string, Running>();

  const open = async (exchangeId: string): Promise<Opened> => {
    const exchange = storage.exchanges.get(exchangeId);
    if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id: exchangeId } });
    if (exchange.kind !== 'launch' || exchange.state === 'running') throw notPossible('It is no launch that is over.');
    const credentialId = storage.connections.get(exchange.connectionId)?.credentialId ?? null;
    if (credentialId === null) throw notPossible('Its connection is gone or has no credential.');
    const consumer = credentials.open(credentialId);
    if (consumer.kind !== 'oauth-consumer') throw notPossible('It is not signed with a consumer key and secret.');
    const request = await exchanges.sent(exchangeId);
    if (request === undefined) throw notPossible('Its untouched request is not kept.');
    if (fieldOf(request, 'oauth_signature') === undefined) throw notPossible('Its form carries no OAuth signature.');
    assertHostAllowed(consumer, request.url);
    const credential = { key: consumer.consumerKey, secret: consumer.secret };
    const { method, url, headers, fields } = request;
    if (verify({ scheme: 'oauth1', method, url, headers, fields, credential }).verdict === 'invalid')
      throw notPossible('What was sent was not signed right; its diagnosis says why.');
    return { exchange, message: { request, credential }, consumer };
  };

  const probe = async (
    { exchange, message, consumer }: Opened,
    input: ProbeInput,
    signal: AbortSignal,
  ): Promise<Probe> => {
    const most = input.maxAttempts - launchesBesideTrials;
    const plan = planTrials(message, { internalHosts: input.internalHosts, most });
    if (plan === null) throw notPossible('It is not signed by HMAC.');
    const startedAt = clock.now();
    const of = plan.trials.length + launchesBesideTrials;
    const { connectionId, connectionName, operationTitle } = exchange;
    credentials.used(consumer.id, {
      purpose: 'probe',
      connectionId,
      connection: connectionName,
      operation: operationTitle,
    });
    const launch = createLauncher(message, { ...dependencies, allowedHosts: consumer.allowedHosts, signal });
    const pause = thisMachine.test(new URL(message.request.url).hostname) ? 0 : pauseMs;
    let tried = 0;
    const run = await runProbe(
      plan.trials,
      async (signing) => {
        if (tried > 0) await delay(pause, undefined, { signal }).catch(() => undefined);
        tried += 1;
        emit({ type: 'diagnosis.progress', id: input.id, phase: 'launch', tried, of });
        return launch(signing);
      },
      () => signal.aborted,
    );
    const evidence = run.accepted === null ? null : evidenceOf(message, run.accepted);
    const { attempts, outcome, problem } = run;
    const masking = createDiagnosisMasking([consumer.secret]);
    const finished = masking.probe({
      startedAt,
      finishedAt: clock.now(),
      outcome,
      ...conclude(run, evidence, plan.notTried),
      attempts,
      notTried: plan.notTried,
      problem,
    });
    keep(exchange.id, finished);
    return finished;
  };

  const keep = (exchangeId: string, finished: Probe): void => {
    // It may have changed, or gone, while the tool was asked.
    const exchange = storage.exchanges.get(exchangeId);
    if (exchange === undefined) return;
    const probed = { ...exchange, probe: finished };
    storage.exchanges.update(probed);
    emit({ type: 'exchange.changed', exchange: summaryOf(probed), hops: probed.hops.length });
  };

  return {
    run: async (input) => {
      const taken = running.has(input.id) || [...running.values()].some((one) => one.exchangeId === input.exchangeId);
      if (taken) throw new ProblemError('conflict', { params: { what: 'probe', name: input.id } });
      const stop = new AbortController();
      const work = open(input.exchangeId).then((opened) => probe(opened, input, stop.signal));
      const over = work.then(
        () => undefined,
        () => undefined,
      );
      running.set(input.id, { exchangeId: input.exchangeId, stop, over });
      try {
        return await work;
      } finally {
        running.delete(input.id);
      }
    },
    cancel: (id) => running.get(id)?.stop.abort(new ProblemError('cancelled')),
    cancelAll: async () => {
      for (const { stop } of running.values()) stop.abort(new ProblemError('cancelled'));
      await Promise.all([...running.values()].map(({ over }) => over));
    },
  };
}

function notPossible(reason: string): ProblemError {
  return new ProblemError('probe.not-possible', { params: { reason } });
}

/** The base strings of one and the same launch, signed right and as the tool accepts it. */
function evidenceOf(message: ProbeMessage, { apply, signatureMethod }: Trial): SignatureEvidence | null {
  const moment = { nonce: 'NONCE', timestamp: 'TIMESTAMP' };
  const right = caseAt(message, moment)?.base;
  const accepted = caseAt(message, moment, signatureMethod)?.base;
  const reading = accepted === undefined ? null : apply(accepted);
  if (right === undefined || reading === null) return null;
  const expectedBaseString = baseText(right);
  const reproducedBaseString = baseText(reading);
  return {
    expectedBaseString,
    reproducedBaseString,
    firstDifference: firstDifference(expectedBaseString, reproducedBaseString),
  };
}
