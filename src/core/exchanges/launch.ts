import type { StageEvent } from '../../protocol/host.ts';
import type { AcceptedCertificate } from '../../protocol/models/certificate.ts';
import type { AbVariant, Hop, LaunchMode, ThirdPartyCookies } from '../../protocol/models/exchange.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import type { Verdict } from '../../protocol/models/verdict.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { PlatformHost } from '../lti/platform-host.ts';
import type { LaunchStage, Log } from '../ports.ts';
import { withAcceptedCertificate } from './accepted-certificate.ts';
import { withBrowserChecks } from './browser-checks.ts';
import type { ExchangeRecord } from './record.ts';

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
    judge,
    retract: () => platform.retract(id),
  };
  await watchStage(page, record, dependencies);
}

/** A page to show: `judge` is `null` where no contract says what it should answer, `retract` forgets its address. */
export type StagePage = Pick<LaunchHow, 'mode' | 'thirdPartyCookies' | 'acceptCertificate'> & {
  url: string;
  judge: ((hop: Hop) => Verdict) | null;
  allowedHosts: readonly string[] | null;
  retract(): void;
};

/** Shows a page in the embedded view and records it as {@link startLaunch} does. */
export async function watchStage(
  { url, mode, thirdPartyCookies, acceptCertificate, allowedHosts, judge, retract }: StagePage,
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
  const judgeFirst = (): void => {
    const { hops, judgedHop } = record.current();
    const first = hops[0];
    if (first?.status != null) {
      if (judge !== null) {
        const judged = withBrowserChecks(judge(first), hops, mode, recorder);
        record.judged(first.index, withAcceptedCertificate(judged, acceptCertificate, hops));
      }
    } else if (judgedHop === null && first?.failure != null) {
      end({ state: 'failed', problem: launchFailure(first) });
    }
  };
  const handle = async (event: StageEvent): Promise<void> => {
    switch (event.type) {
      case 'hop':
        await record.hop(event.hop);
        judgeFirst();
        break;
      case 'observed':
        record.observed(event.observations);
        break;
      case 'settled':
        if (hasAnswered(record.current().hops)) {
          end({ state: 'finished', problem: null });
        }
        break;
      case 'closed':
        unsubscribe();
        retract();
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
    const records = judge === null ? 'page' : 'launch';
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
