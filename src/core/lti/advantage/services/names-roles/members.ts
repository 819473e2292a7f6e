import type { Course, LinkPlacement, Person } from '../../../../../protocol/models/lti/roster.ts';
import { member, claims as names, textClaim } from '../../message/claims.ts';
import type { Claims } from '../../presets/types.ts';
import { groupsOf } from '../groups/groups.ts';
import { personalCustom, type Telling, type Told } from '../told.ts';

export type Member = Readonly<Record<string, unknown>>;

export type MemberFacts = { course: Course; told: Told; telling: Telling };

/** Members of a person that are claims of the same name in a launch. */
const sameNames = ['name', 'picture', 'given_name', 'family_name', 'middle_name', 'email', 'locale'];

/** One person as NRPS 2.0 §2.2 describes a member; with a link also the message a launch of it would carry (§2.4.1). */
export function memberOf(
  person: Person,
  placement: LinkPlacement | null,
  { course, told, telling }: MemberFacts,
): Member {
  const claims = told.claims(person, placement, personalCustom(telling.custom));
  const sourcedId = member(claims, names.lis, 'person_sourcedid');
  return {
    status: person.status,
    ...Object.fromEntries(
      sameNames.filter((name) => textClaim(claims, name) !== null).map((name) => [name, claims[name]]),
    ),
    ...(typeof sourcedId === 'string' ? { lis_person_sourcedid: sourcedId } : {}),
    user_id: told.userId(person.userId),
    roles: claims[names.roles] ?? [],
    ...(course.groups === undefined
      ? {}
      : { group_enrollments: groupsOf(course.groups, person.userId).map((id) => ({ group_id: id })) }),
    ...(placement === null ? {} : { message: [messageOf(claims)] }),
  };
}

function messageOf(claims: Claims): Member {
  const kept = [names.messageType, names.custom].filter((name) => Object.hasOwn(claims, name));
  return Object.fromEntries(kept.map((name) => [name, claims[name]]));
}

/** Somebody who is not in the roster any more (NRPS 2.0 §2.2: `Deleted` in differences only). */
export function deletedMember(userId: string): Member {
  return { status: 'Deleted', user_id: userId, roles: [] };
}
