import type { StageEvent } from '../../protocol/host.ts';
import type { AcceptedCertificate } from '../../protocol/models/certificate.ts';
import type { AbVariant, Hop, LaunchMode, ThirdPartyCookies } from '../../protocol/models/exchanges/exchange.ts';
import type { Verdict } from '../../protocol/models/exchanges/verdict.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { PlatformHost } from '../lti/platform-host.ts';
import type { LaunchStage, Log } from '../ports.ts';
import { withAcceptedCertificate } from './judging/accepted-certificate.ts';
import { withBrowserChecks } from './judging/browser-checks.ts';
import type { ExchangeRecord } from './recording/record.ts';

export type StageDependencies = {
  stage: LaunchStage;
  /** Called once, before anything is shown, with what ends the launch early. */
  started(cancel: () => void): void;
  /** Called once for all that has started: the page has settled or never will; there is nothing left to cancel. */
  ended(): void;
  log: Log;
};

/** Where a launch is shown, the cookies it may have there, and the A/B run it is part of. */
export type LaunchHow = {
  mode: LaunchMode;
  thirdPartyCookies: ThirdPartyCookies;
  abRun: { id: string; variant: AbVariant } | null;
  /** Taken although the browser refuses it. */
  acceptCertificate?: AcceptedCertificate | undefined;
};

export type LaunchDependencies = StageDependencies & {
  platform: PlatformHost;
  /** Hosts of the credential: no redirect carries the signature elsewhere. `null` without a credential. */
  allowedHosts: readonly string[] | null;
  /** Judges the first response after the form was posted. */
  judge(hop: Hop): Verdict;
};

/**
 * Shows a signed launch in the embedded view and records it until the view is closed. The exchange ends when the page has
 * settled on an answer; hops that follow later are still recorded.
 *
 * @throws ProblemError `signing.unsupported-placement` for a launch whose signature is not in the form: a browser form
 *   cannot carry headers.
 */
export async function startLaunch(
  request: SignedRequest,
  { mode, thirdPartyCookies, acceptCertificate }: LaunchHow,
  record: ExchangeRecord,
  { platform, judge, allowedHosts, ...dependencies }: LaunchDependencies,
): Promise<void> {
  if (request.headers.some(([name]) => name.toLowerCase() === 'authorization')) {
    throw new ProblemError('signing.unsupported-placement', { params: { placement: 'header' } });
  }
  const { id } = record.current();
  const url = platform.publish({ exchangeId: id, action: request.url, fields: request.fields, mode });
  const page = {
    url,
    mode,
    thirdPartyCookies,
    acceptCertificate,
    allowedHosts,
    judging: firstHop(judge),
    retract: () => platform.retract(id),
  };
  await watchStage(page, record, dependencies);
}

/** Which answer of a launch is judged, and how. */
export type StageJudging = {
  /** `undefined` before it came. */
  pick(hops: readonly Hop[]): Hop | undefined;
  judge(hop: Hop): Verdict;
  /** For a launch that came to rest without that answer; `null` when there is nothing to judge. */
  unfinished(hops: readonly Hop[]): { hop: Hop; verdict: Verdict } | null;
};

/** The answer to the first request is the one that counts: a launch whose form is the message. */
function firstHop(judge: (hop: Hop) => Verdict): StageJudging {
  return { pick: (hops) => hops[0], judge, unfinished: () => null };
}

/** A page to show: `judging` is `null` where no contract says what it should answer, `retract` forgets its address. */
export type StagePage = Pick<LaunchHow, 'mode' | 'thirdPartyCookies' | 'acceptCertificate'> & {
  url: string;
  judging: StageJudging | null;
  allowedHosts: readonly string[] | null;
  retract(): void;
};

/** Shows a page in the embedded view and records it as {@link startLaunch} does. */
export async function watchStage(
  { url, mode, thirdPartyCookies, acceptCertificate, allowedHosts, judging, retract }: StagePage,
  record: ExchangeRecord,
  { stage, started, ended, log }: StageDependencies,
): Promise<void> {
  const { id } = record.current();
  let queue: Promise<void> = Promise.resolve();
  let over = false;

  const end = (ending: Parameters<ExchangeRecord['end']>[0]): void => {
    if (!over) {
      over = true;
      record.end(ending);
      ended();
    }
  };
  const recorder = stage.withoutScripts === true ? 'client' : 'browser';
  const judged = (hop: Hop, verdict: Verdict): void => {
    const { hops } = record.current();
    const shown = withBrowserChecks(verdict, hops, mode, recorder);
    record.judged(hop.index, withAcceptedCertificate(shown, acceptCertificate, hops));
  };
  const judgePicked = (): void => {
    const { hops, judgedHop } = record.current();
    const picked = judging === null ? hops[0] : judging.pick(hops);
    if (picked?.status != null) {
      if (judging !== null) judged(picked, judging.judge(picked));
      return;
    }
    const failed = picked ?? hops.find(({ failure }) => failure !== null);
    if (judgedHop === null && failed?.failure != null) end({ state: 'failed', problem: launchFailure(failed) });
  };
  const judgeUnfinished = (): void => {
    const { hops, judgedHop } = record.current();
    const unfinished = judgedHop === null && !over ? judging?.unfinished(hops) : null;
    if (unfinished != null) judged(unfinished.hop, unfinished.verdict);
  };
  const handle = async (event: StageEvent): Promise<void> => {
    switch (event.type) {
      case 'hop':
        await record.hop(event.hop);
        judgePicked();
        break;
      case 'observed':
        record.observed(event.observations);
        break;
      case 'settled':
        if (hasAnswered(record.current().hops)) {
          judgeUnfinished();
          end({ state: 'finished', problem: null });
        }
        break;
      case 'closed':
        unsubscribe();
        retract();
        judgeUnfinished();
        end({ state: hasAnswered(record.current().hops) ? 'finished' : 'cancelled', problem: null });
        record.rest();
        break;
    }
  };
  const unsubscribe = stage.onEvent((event) => {
    if (event.exchangeId === id) {
      queue = queue.then(() => handle(event)).catch((error) => log.error('a launch event was lost', error));
    }
  });

  started(() => {
    end({ state: 'cancelled', problem: null });
    retract();
    stage.close(id).catch((error) => log.error('a launch view did not close', error));
  });
  try {
    const records = judging === null ? 'page' : 'launch';
    await stage.open({ exchangeId: id, url, mode, records, thirdPartyCookies, acceptCertificate, allowedHosts });
  } catch (error) {
    unsubscribe();
    retract();
    if (!over) {
      over = true;
      ended();
      throw error;
    }
  }
}

/** The last hop is an answer that leads nowhere else, or a failure. */
function hasAnswered(hops: readonly Hop[]): boolean {
  const last = hops.at(-1);
  return last !== undefined && (last.failure !== null || (last.status !== null && last.location === null));
}

function launchFailure(hop: Hop): ProblemError['problem'] {
  return new ProblemError('launch.failed', {
    params: { host: URL.canParse(hop.url) ? new URL(hop.url).host : hop.url, reason: hop.failure?.reason ?? '' },
    detail: hop.failure?.error ?? '',
  }).problem;
}
