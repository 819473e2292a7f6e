import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import { type AdvantageSetup, firstAdvantageSetup } from '../../../protocol/models/advantage/launch.ts';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Operation } from '../../../protocol/models/contract.ts';
import type { LaunchMode } from '../../../protocol/models/exchanges/exchange.ts';
import { type Chosen, chosenFrom, firstChoice, type PresetChoice } from '../../../protocol/models/lti/launch-setup.ts';
import type { Roster } from '../../../protocol/models/lti/roster.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Claims } from '../../lti/advantage/message/claims.ts';
import { changeOf } from '../../lti/advantage/negative/cases.ts';
import type { LaunchChange } from '../../lti/advantage/negative/launch.ts';
import { readClaimChanges } from '../../lti/advantage/platform/message.ts';
import type { DeepLinking } from '../../lti/advantage/services/deep-linking/endpoint.ts';
import type { OpenCredential } from '../../vault/credentials/credential-parts.ts';

/** A registration a launch can be made with. */
export type Registration = Extract<OpenCredential, { kind: 'lti-registration' }>;
/** A consumer of LTI 1.1, for the migration claim. */
export type Consumer = Extract<OpenCredential, { kind: 'oauth-consumer' }>;

/** A launch of LTI 1.3 as it was chosen, with everything found that it needs. */
export type AdvantagePlan = {
  connection: Connection;
  messageType: string;
  /** `login-initiation`: the verdict is about the answer to the login. */
  judged: 'login-initiation' | 'message';
  setup: AdvantageSetup;
  choice: PresetChoice;
  chosen: Chosen;
  /** Whose submission is reviewed. */
  reviewed: Chosen['person'] | null;
  /** Of services, as they are registered; empty: all. */
  scopes: readonly string[];
  deploymentId: string;
  targetLinkUri: string;
  /** As an administrator or the tool typed them; the last of a name counts. */
  custom: Pairs;
  claimChanges: Claims;
  change: LaunchChange;
  mode: LaunchMode;
};

export type PlanPorts = { roster: Roster; linkAt: DeepLinking['linkAt']; mode: LaunchMode };

/**
 * Finds what a launch needs; a link that was chosen by deep linking has an address and parameters of its own. Throws `advantage.registration-incomplete` for a registration without an address or deployment,
 * `input.invalid` for claims that are no JSON object, and `not-found` when the roster is empty.
 */
export function planAdvantage(
  form: FilledForm,
  { connection, operation }: { connection: Connection; operation: Operation },
  registration: Registration,
  { roster, linkAt, mode }: PlanPorts,
): AdvantagePlan {
  const firstDeployment = requireComplete(registration);
  const setup = form.advantage ?? firstAdvantageSetup;
  const choice = form.preset ?? firstChoice;
  const chosen = chosenFrom(choice, roster);
  if (chosen === null) throw new ProblemError('not-found', { params: { what: 'link', id: 'roster' } });
  const messageType = operation.lti?.messageType ?? 'LtiResourceLinkRequest';
  const isSelection = messageType === 'LtiDeepLinkingRequest';
  const link = isSelection ? null : linkAt(connection.id, chosen.placement.id);
  return {
    connection,
    messageType,
    judged: operation.lti?.step ?? 'message',
    setup,
    choice,
    chosen,
    reviewed: messageType === 'LtiSubmissionReviewRequest' ? reviewedPerson(setup, roster) : null,
    scopes: registration.scopes,
    deploymentId: setup.deploymentId ?? firstDeployment,
    targetLinkUri: setup.targetLinkUri || (link?.url ?? connection.baseUrl),
    custom: [...choice.custom, ...(link?.custom ?? [])],
    claimChanges: readClaimChanges(setup.claims),
    change: setup.wrong === null ? {} : changeOf(setup.wrong),
    mode,
  };
}

/** Its first deployment. Throws for a registration that cannot be launched with. */
function requireComplete(registration: Registration): string {
  const { name, loginUrl, redirectUris, deploymentIds } = registration;
  const missing = (part: string) =>
    new ProblemError('advantage.registration-incomplete', { params: { credential: name, missing: part } });
  if (loginUrl === '') throw missing('login address');
  if (redirectUris.length === 0) throw missing('redirect address');
  const [first] = deploymentIds;
  if (first === undefined) throw missing('deployment id');
  return first;
}

function reviewedPerson({ reviewedPersonId }: AdvantageSetup, { people }: Roster): Chosen['person'] | null {
  const named = people.find(({ id }) => id === reviewedPersonId);
  return named ?? people.find(({ roles }) => roles === 'Learner') ?? people[0] ?? null;
}
