import type { PresetNote } from '../../../protocol/models/lti/lti.ts';
import type { Person } from '../../../protocol/models/lti/roster.ts';
import { type Claims, member, claims as names, textClaim } from '../../lti/advantage/message/claims.ts';
import { migrationClaim } from '../../lti/advantage/migration.ts';
import { mergeClaims, messageLifetime } from '../../lti/advantage/platform/message.ts';
import { launchClaims, type MessageFacts } from '../../lti/advantage/presets/index.ts';
import type { AdvantagePlan, Consumer, Registration } from './plan.ts';

/** What is known only when a message is made. */
export type MessageMoment = {
  /** Seconds since the epoch. */
  now: number;
  nonce: string;
  /** `null` sends none. */
  returnUrl: string | null;
  serviceClaims: Claims;
  consumer: Consumer | null;
};

/** The claims of a message but those of the JWT itself: what the LMS sends, then the migration claim, then what a person changed. */
export function claimsOf(
  plan: AdvantagePlan,
  { issuer, clientId }: Pick<Registration, 'issuer' | 'clientId'>,
  { now, nonce, returnUrl, serviceClaims, consumer }: MessageMoment,
): { claims: Claims; notes: PresetNote[] } {
  const { choice, chosen, reviewed, deploymentId } = plan;
  const sent = (person: Person, extra: Claims) =>
    launchClaims(choice.preset, { ...factsOf(plan, person, returnUrl), serviceClaims: extra });
  const forUser = reviewed === null ? {} : { [names.forUser]: forUserClaim(reviewed, sent(reviewed, {}).claims) };
  const { claims, notes } = sent(chosen.person, { ...serviceClaims, ...forUser });
  const migrated =
    consumer === null
      ? {}
      : {
          [names.lti1p1]: migrationClaim(
            {
              consumer: { key: consumer.consumerKey, secret: consumer.secret },
              ...{ deploymentId, issuer, clientId, nonce, exp: now + messageLifetime },
            },
            oldIds(plan),
            newIds(claims),
          ),
        };
  return { claims: mergeClaims({ ...claims, ...migrated }, plan.claimChanges), notes };
}

function factsOf(
  { choice, chosen, setup, messageType, deploymentId, targetLinkUri, custom, mode }: AdvantagePlan,
  person: Person,
  returnUrl: string | null,
): Omit<MessageFacts, 'serviceClaims'> {
  return {
    person,
    course: chosen.course,
    placement: chosen.placement,
    presentation: { documentTarget: choice.documentTarget ?? mode },
    privacy: choice.privacy,
    options: choice.options,
    messageType,
    deploymentId,
    targetLinkUri,
    custom,
    anonymous: setup.anonymous,
    returnUrl,
  };
}

/** `for_user` (Submission Review 1.0 §3.3): the learner under the id the tool knows, which is the subject of their own launches. */
function forUserClaim(person: Person, own: Claims): Claims {
  const named = Object.entries(own).filter(([name]) => ['name', 'given_name', 'family_name', 'email'].includes(name));
  return { user_id: textClaim(own, 'sub') ?? person.userId, ...Object.fromEntries(named), roles: own[names.roles] };
}

function oldIds({ chosen: { person, course, placement } }: AdvantagePlan) {
  return { userId: person.userId, contextId: course.contextId, resourceLinkId: placement.resourceLinkId };
}

function newIds(claims: Claims) {
  const { sub, contextId, resourceLinkId } = idsOf(claims);
  return { sub, contextId, resourceLinkId };
}

/** Whom and what a message is about, by the ids the tool gets. */
export function idsOf(claims: Claims): { sub: string | null; contextId: string | null; resourceLinkId: string | null } {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    sub: textClaim(claims, 'sub'),
    contextId: text(member(claims, names.context, 'id')),
    resourceLinkId: text(member(claims, names.resourceLink, 'id')),
  };
}
