import type { LmsPresetId, PresetOptionId, PrivacyLevel } from '../../../../protocol/models/lti/lti.ts';
import {
  type Course,
  type LinkPlacement,
  type Person,
  personDraftSchema,
} from '../../../../protocol/models/lti/roster.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { type Claims, member, claims as names, textClaim } from '../message/claims.ts';
import { launchClaims } from '../presets/index.ts';

/** As which LMS, and how much of people, launches of a connection tell the tool. */
export type Telling = {
  preset: LmsPresetId;
  options: readonly PresetOptionId[];
  privacy: PrivacyLevel;
  /** Custom parameters as an administrator typed them. */
  custom: Pairs;
};

/** What a tool is told in place of what the roster has: services have to name people, courses and links as launches do. */
export type Told = {
  context: { id: string; label: string; title: string };
  /** Of a user id of the roster, whether or not somebody still has it. */
  userId(userId: string): string;
  /** Of a resource link id of the roster. */
  linkId(resourceLinkId: string): string;
  /** All claims of a launch by a person. */
  claims(person: Person, placement: LinkPlacement | null, custom?: Pairs): Claims;
};

const noPlacement: LinkPlacement = { id: '', resourceLinkId: '', title: '', description: '' };

export function toldOf(course: Course, { preset, options, privacy }: Telling): Told {
  const claimsOf: Told['claims'] = (person, placement, custom = []) =>
    launchClaims(preset, {
      person,
      course,
      placement: placement ?? noPlacement,
      presentation: { documentTarget: 'iframe' },
      privacy,
      options,
      messageType: 'LtiResourceLinkRequest',
      deploymentId: '',
      targetLinkUri: '',
      custom,
      anonymous: false,
      returnUrl: null,
      serviceClaims: {},
    }).claims;
  const somebody = (userId: string): Person => ({ ...personDraftSchema.parse({ fullName: userId, userId }), id: '' });
  const all = claimsOf(somebody('-'), null);
  const context = (name: string): string => {
    const value = member(all, names.context, name);
    return typeof value === 'string' ? value : '';
  };
  return {
    context: { id: context('id'), label: context('label'), title: context('title') },
    userId: (userId) => textClaim(claimsOf(somebody(userId), null), 'sub') ?? userId,
    linkId(resourceLinkId) {
      const told = member(claimsOf(somebody('-'), { ...noPlacement, resourceLinkId }), names.resourceLink, 'id');
      return typeof told === 'string' ? told : resourceLinkId;
    },
    claims: claimsOf,
  };
}

/** Custom parameters that differ from person to person (NRPS 2.0 §2.4.1). */
export function personalCustom(custom: Pairs): Pairs {
  return custom.filter(([, value]) => /^\$(User|Person|Membership|Message\.locale|Result)\b/.test(value));
}
