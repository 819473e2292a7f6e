import type { JWK } from 'jose';
import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { endpointUrl } from '../../lti/advantage/platform/addresses.ts';
import type { AdvantageHost } from '../../lti/advantage/platform/host.ts';
import type { PendingLaunches } from '../../lti/advantage/platform/launches.ts';
import type { LaunchStage } from '../../ports.ts';
import type { OpenCredential } from '../../vault/credentials/credential-parts.ts';
import type { Credentials } from '../../vault/credentials/credentials.ts';
import { type LaunchHow, type StageDependencies, watchStage } from '../launch.ts';
import type { CheckedForm } from '../preparing/prepare.ts';
import type { ExchangeRecord } from '../recording/record.ts';
import { type PrepareAdvantagePorts, type PreparedAdvantage, prepareAdvantage } from './prepare.ts';
import { createSentNonces, runAdvantage } from './run.ts';
import { createStepping, type Stepping } from './stepping.ts';
import { type AdvantageJudging, judgedHop, launchVerdict, unfinishedVerdict } from './verdict.ts';

export type AdvantageLaunchPorts = Omit<PrepareAdvantagePorts, 'earlierNonce' | 'credentials'> & {
  credentials: Pick<Credentials, 'open' | 'used'>;
  host: AdvantageHost;
  pending: PendingLaunches;
  /** The keys the platform publishes for a registration. */
  keysOf(registrationId: string): readonly JWK[];
};

type Checked = { checked: CheckedForm; form: FilledForm; credential: OpenCredential | null };

/** Launches of LTI 1.3. */
export type AdvantageLaunches = {
  /** As it would begin now; nothing is remembered of it. */
  preview(checked: Checked): PreparedAdvantage;
  /** Starts the platform where it does not run. Throws as {@link prepareAdvantage} does, and `advantage.cannot-listen`. */
  prepare(
    checked: Checked,
    launch: { how: LaunchHow; returnUrl: string | null; stage: LaunchStage },
  ): Promise<PreparedAdvantage>;
  /** Shows a launch that was prepared, and plays the platform's part of it until its view is closed. */
  start(launch: StartedAdvantage, dependencies: StageDependencies): Promise<void>;
  /** Lets the leg that is held go on. Throws `not-found` when none is held. */
  step(exchangeId: string): void;
  /** The same for all legs that follow. Throws `not-found` for a launch that is not open. */
  skip(exchangeId: string): void;
};

export type StartedAdvantage = {
  prepared: PreparedAdvantage;
  registrationId: string;
  returnUrl: string | null;
  how: LaunchHow;
  record: ExchangeRecord;
  /** By the contract of the operation. */
  judge(hop: Hop): Verdict;
};

export function createAdvantageLaunches(ports: AdvantageLaunchPorts): AdvantageLaunches {
  const { host, pending } = ports;
  const nonces = createSentNonces();
  const open = new Map<string, Stepping>();
  const preparing: PrepareAdvantagePorts = { ...ports, earlierNonce: nonces.earlier };

  const steppingOf = (exchangeId: string): Stepping => {
    const stepping = open.get(exchangeId);
    if (stepping !== undefined) return stepping;
    throw new ProblemError('not-found', { params: { what: 'open launch', id: exchangeId } });
  };

  return {
    preview: (checked) =>
      prepareAdvantage({ ...checked, mode: 'window', returnUrl: null, isPreview: true, runsScripts: true }, preparing),

    prepare: async (checked, { how, returnUrl, stage }) => {
      await host.start();
      const runsScripts = stage.withoutScripts !== true;
      return prepareAdvantage({ ...checked, mode: how.mode, returnUrl, isPreview: false, runsScripts }, preparing);
    },

    start: async ({ prepared, registrationId, returnUrl, how, record, judge }, dependencies) => {
      const { id } = record.current();
      const { setup, judged } = prepared.plan;
      // A run of several launches, and a stage without a person before it, waits for nobody.
      const isStepped = setup.stepped && how.abRun === null && dependencies.stage.withoutScripts !== true;
      const stepping = createStepping(isStepped);
      const run = runAdvantage({ prepared, registrationId, returnUrl, record, stepping }, { ...ports, nonces });
      const judging: AdvantageJudging = {
        ...{ judge, judged, isWrong: setup.wrong !== null },
        authorization: endpointUrl(host.origins().browser, registrationId, 'authorize'),
        sentTo: () => run.sentTo,
        launch: () => record.current().advantageLaunch,
      };
      const retract = (): void => {
        stepping.end();
        open.delete(id);
        pending.remove(id);
        host.retract(id);
      };
      open.set(id, stepping);
      pending.add(run);
      const { mode, thirdPartyCookies, acceptCertificate } = how;
      await watchStage(
        {
          ...{ url: host.publish(id, run.page), mode, thirdPartyCookies, acceptCertificate, retract },
          allowedHosts: prepared.hosts,
          judging: {
            pick: (hops) => judgedHop(hops, judging),
            judge: (hop) => launchVerdict(hop, judging),
            unfinished: (hops) => unfinishedVerdict(hops, judging),
          },
        },
        record,
        dependencies,
      );
    },

    step: (exchangeId) => {
      if (steppingOf(exchangeId).step()) return;
      throw new ProblemError('not-found', { params: { what: 'held leg', id: exchangeId } });
    },
    skip: (exchangeId) => steppingOf(exchangeId).skip(),
  };
}
