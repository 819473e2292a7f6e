import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import type { AdvantageLaunch } from '../../../protocol/models/advantage/launch.ts';
import type { LaunchMode } from '../../../protocol/models/exchanges/exchange.ts';
import type { PresetNote } from '../../../protocol/models/lti/lti.ts';
import type { Roster } from '../../../protocol/models/lti/roster.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Claims } from '../../lti/advantage/message/claims.ts';
import type { LaunchKnowledge, LoginDraft } from '../../lti/advantage/negative/launch.ts';
import { newHint } from '../../lti/advantage/platform/launches.ts';
import { type LoginFacts, loginInitiation, loginRequest } from '../../lti/advantage/platform/login-initiation.ts';
import { storageTarget } from '../../lti/advantage/platform/message-script.ts';
import type { DeepLinking } from '../../lti/advantage/services/deep-linking/endpoint.ts';
import type { Clock, Random } from '../../ports.ts';
import { type OpenCredential, secretTexts } from '../../vault/credentials/credential-parts.ts';
import type { Credentials } from '../../vault/credentials/credentials.ts';
import type { CheckedForm, PreparedRequest } from '../preparing/prepare.ts';
import { claimsOf, idsOf } from './claims.ts';
import type { OfferServices } from './offer.ts';
import { type AdvantagePlan, type Consumer, planAdvantage, type Registration } from './plan.ts';

/** A launch of LTI 1.3 ready to begin; its `request` is the login initiation. */
export type PreparedAdvantage = PreparedRequest & {
  plan: AdvantagePlan;
  facts: LoginFacts;
  login: LoginDraft;
  /** What the message will hold; its nonce is the tool's to choose. */
  claims: Claims;
  notes: PresetNote[];
  known: LaunchKnowledge;
  /** Where a redirect may carry the message: hosts of the registered addresses and of the page that is opened. */
  hosts: string[];
};

export type PrepareAdvantagePorts = {
  credentials: Pick<Credentials, 'open'>;
  roster(): Roster;
  linkAt: DeepLinking['linkAt'];
  offerServices: OfferServices;
  /** Nonce of the last good message to a registration's tool; `null` before there is one. */
  earlierNonce(registrationId: string): string | null;
  clock: Clock;
  random: Random;
};

/** Shown where the tool has not said its nonce yet. */
const noNonceYet = 'chosen-by-the-tool';

export type AdvantageIntent = {
  checked: CheckedForm;
  form: FilledForm;
  credential: OpenCredential | null;
  mode: LaunchMode;
  /** `null` sends none. */
  returnUrl: string | null;
  isPreview: boolean;
  /** Tools that are offered a storage reach for it with a script. */
  runsScripts: boolean;
};

/**
 * Makes the login initiation of a launch, and the claims its message will hold.
 *
 * @throws ProblemError `credential.wrong-kind`, `advantage.registration-incomplete`, `advantage.needs-earlier-launch`,
 *   `input.invalid`, `not-found`.
 */
export function prepareAdvantage(intent: AdvantageIntent, ports: PrepareAdvantagePorts): PreparedAdvantage {
  const { checked, form, mode, isPreview, runsScripts, returnUrl } = intent;
  const registration = registrationOf(intent.credential);
  const plan = planAdvantage(form, checked, registration, { roster: ports.roster(), linkAt: ports.linkAt, mode });
  const consumer = consumerOf(plan, ports.credentials);
  const now = Math.floor(ports.clock.now() / 1000);
  const { issuer, clientId, loginUrl } = registration;
  const known = { now, issuer, clientId, earlierNonce: ports.earlierNonce(registration.id) };
  if (plan.change.needsEarlierNonce === true && known.earlierNonce === null && !isPreview) {
    throw new ProblemError('advantage.needs-earlier-launch', { params: { connection: plan.connection.name } });
  }
  const facts: LoginFacts = {
    method: plan.setup.loginMethod,
    ...{ issuer, clientId, deploymentId: plan.deploymentId, targetLinkUri: plan.targetLinkUri },
    loginHint: newHint(ports.random),
    ltiMessageHint: newHint(ports.random),
    storageTarget: plan.setup.storageTarget && mode === 'iframe' && runsScripts ? storageTarget : null,
  };
  const right = loginInitiation(facts);
  const login = plan.change.login?.(right, known) ?? right;
  const serviceClaims = ports.offerServices({ exchangeId: null, registrationId: registration.id, plan });
  const moment = { now, nonce: noNonceYet, returnUrl, serviceClaims, consumer };
  const { claims, notes } = claimsOf(plan, registration, moment);
  const { url, fields } = loginRequest(loginUrl, login);
  const hidden = [...secretTexts(registration), ...(consumer === null ? [] : secretTexts(consumer))];
  return {
    request: { method: login.method, url, headers: [], fields, body: null },
    explanation: null,
    clientCertificate: null,
    secrets: hidden.map(({ value }) => value),
    secretNames: [],
    ...{ plan, facts, login, claims, notes, known },
    hosts: hostsOf(registration, plan),
  };
}

function hostsOf({ allowedHosts, loginUrl, redirectUris }: Registration, { targetLinkUri }: AdvantagePlan): string[] {
  const own = [loginUrl, ...redirectUris, targetLinkUri].flatMap((address) => URL.parse(address)?.host ?? []);
  return [...new Set([...allowedHosts, ...own])];
}

/** The record of a launch before its first leg. */
export function beginningOf(
  { plan, facts, claims, notes }: PreparedAdvantage,
  registrationId: string,
): AdvantageLaunch {
  const { sub, contextId, resourceLinkId } = idsOf(claims);
  return {
    registrationId,
    messageType: plan.messageType,
    ...{ deploymentId: plan.deploymentId, issuer: facts.issuer, clientId: facts.clientId },
    ...{ userId: sub, contextId, resourceLinkId },
    notes,
    legs: [],
  };
}

export function registrationOf(credential: OpenCredential | null): Registration {
  if (credential?.kind === 'lti-registration') return credential;
  throw new ProblemError('credential.wrong-kind', {
    params: { expected: 'lti-registration', actual: credential?.kind ?? 'none' },
  });
}

/** The consumer whose ids and signature the migration claim holds. */
export function consumerOf({ setup }: AdvantagePlan, credentials: Pick<Credentials, 'open'>): Consumer | null {
  if (setup.migration === null) return null;
  const opened = credentials.open(setup.migration.credentialId);
  if (opened.kind === 'oauth-consumer') return opened;
  throw new ProblemError('credential.wrong-kind', { params: { expected: 'oauth-consumer', actual: opened.kind } });
}
