import type { PrivacyLevel } from '../../../../../protocol/models/lti.ts';
import type { Course, LinkPlacement, Person } from '../../../../../protocol/models/roster.ts';
import { sharesOf } from '../../../presets/types.ts';

export type Member = Readonly<Record<string, unknown>>;

/** What of the platform goes into the list of members. */
export type MembersFacts = {
  course: Course;
  people: readonly Person[];
  /** How much of a person the tool may know: as in launches. */
  privacy: PrivacyLevel;
  /** Roles as LTI 1.3 writes them. */
  roleUris(roles: string): string[];
  /** Custom parameters of a link that differ from person to person, filled in. */
  customFor(person: Person, placement: LinkPlacement): Readonly<Record<string, string>>;
  /** Groups of the course a person is in; `null` where the tool is not told of groups. */
  groupsOf: ((person: Person) => readonly string[]) | null;
};

function filled(members: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));
}

/** One person as NRPS 2.0 §2.2 describes a member; with a link also the message a launch of it would carry (§2.4.1). */
export function memberOf(person: Person, placement: LinkPlacement | null, facts: MembersFacts): Member {
  const shares = sharesOf(facts.privacy);
  const { fullName, givenName, familyName, email, imageUrl, sourcedId, userId } = person;
  return {
    status: person.status,
    ...(shares.name
      ? filled({ name: fullName, picture: imageUrl, given_name: givenName, family_name: familyName })
      : {}),
    ...(shares.email ? filled({ email }) : {}),
    ...(shares.everything ? filled({ lis_person_sourcedid: sourcedId }) : {}),
    user_id: userId,
    roles: facts.roleUris(person.roles),
    ...(facts.groupsOf === null ? {} : { group_enrollments: facts.groupsOf(person).map((group_id) => ({ group_id })) }),
    ...(placement === null ? {} : { message: [messageFor(person, placement, facts)] }),
  };
}

function messageFor(person: Person, placement: LinkPlacement, facts: MembersFacts): Member {
  const claim = (name: string): string => `https://purl.imsglobal.org/spec/lti/claim/${name}`;
  const custom = facts.customFor(person, placement);
  return {
    [claim('message_type')]: 'LtiResourceLinkRequest',
    locale: person.locale === '' ? undefined : person.locale,
    ...(Object.keys(custom).length === 0 ? {} : { [claim('custom')]: custom }),
  };
}

/** Somebody who is not in the roster any more (NRPS 2.0 §2.2: `Deleted` in differences only). */
export function deletedMember(userId: string): Member {
  return { status: 'Deleted', user_id: userId, roles: [] };
}
