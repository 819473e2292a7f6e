import { serviceScopes } from '../../../../../protocol/models/advantage/scopes.ts';
import type { ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import type { Course, LinkPlacement, Person } from '../../../../../protocol/models/lti/roster.ts';
import { readRoleUri } from '../../message/roles.ts';
import { check, failed, must, passed, remarked } from '../checks.ts';
import { jsonAnswer, type ServiceRequest } from '../http.ts';
import { type Handled, type Resource, refusedBy } from '../operation.ts';
import { pageOf, withQuery } from '../paging.ts';
import type { Telling, Told } from '../told.ts';
import { deletedMember, type Member, memberOf } from './members.ts';

export const membershipsType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const source = 'NRPS 2.0 §2.4';

export type MembershipsFacts = {
  course: Course;
  people: readonly Person[];
  told: Told;
  telling: Telling;
  /** See the roster's `changes`. */
  changes(since: number): { userIds: string[]; newest: number };
};

/** The memberships of a course (NRPS 2.0 §2). */
export function membershipsResource(facts: MembershipsFacts): Resource {
  return {
    GET: {
      service: 'memberships',
      name: 'listMembers',
      scopes: [serviceScopes.memberships],
      answers: membershipsType,
      takes: null,
      source: 'NRPS 2.0 §2.3',
      carryOut: (request) => listMembers(request, facts),
    },
  };
}

function listMembers(request: ServiceRequest, facts: MembershipsFacts): Handled {
  const link = linkOf(request.query.get('rlid'), facts);
  const role = roleOf(request.query.get('role'));
  const since = sinceOf(request.query.get('since'), facts);
  const checks = [...link.checks, ...role.checks, ...since.checks];
  if (link.placement === undefined) return refusedBy(404, 'Not Found', checks);
  if (since.number === undefined) return refusedBy(400, 'Bad Request', checks);
  const { placement } = link;
  const members = membersSince(since.number, facts).flatMap(({ person, userId }): Member[] => {
    if (person === null) return [deletedMember(facts.told.userId(userId))];
    const member = memberOf(person, placement, facts);
    return role.fits(member.roles) ? [member] : [];
  });
  const { page, checks: paging } = pageOf(members, request, 'NRPS 2.0 §2.4.2');
  checks.push(...paging);
  if (page === null) return refusedBy(400, 'Bad Request', checks);
  // The link to later changes belongs to the whole list, so it comes with its end.
  const { links } =
    page.links.length > 0 ? page : (pageOf(members, request, source, differences(request, facts)).page ?? page);
  const { label, title } = facts.told.context;
  const body = {
    id: listUrl(request.url),
    context: {
      id: facts.told.context.id,
      ...(label === '' ? {} : { label }),
      ...(title === '' ? {} : { title }),
    },
    members: page.entries,
  };
  return {
    answer: jsonAnswer(200, membershipsType, body, links),
    checks,
    headline: `${page.entries.length} of ${members.length} members${since.number === null ? '' : ' that changed'} were listed.`,
  };
}

/** Everybody, or whoever was added, changed or deleted since a change. */
function membersSince(since: number | null, { people, changes }: MembershipsFacts) {
  if (since === null) return people.map((person) => ({ person, userId: person.userId }));
  return changes(since).userIds.map((userId) => ({
    person: people.find((one) => one.userId === userId) ?? null,
    userId,
  }));
}

function listUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function differences({ url, query }: ServiceRequest, { changes }: MembershipsFacts): [string, string][] {
  const kept = ['role', 'rlid'].reduce((so, name) => {
    const value = query.get(name);
    return value === null ? so : withQuery(so, name, value);
  }, listUrl(url));
  return [['differences', withQuery(kept, 'since', changes(Number.MAX_SAFE_INTEGER).newest)]];
}

/** `placement` is `null` where no link is named, and missing where it is none of the course. */
function linkOf(
  rlid: string | null,
  { course, told }: MembershipsFacts,
): { placement?: LinkPlacement | null; checks: ServiceCheck[] } {
  if (rlid === null) return { placement: null, checks: [] };
  const rule = {
    id: 'rlid',
    title: 'The resource link is one of the course.',
    expected: 'rlid with the id of a resource link of this course.',
    source: 'NRPS 2.0 §2.4.1',
  };
  const placement = course.placements.find(({ resourceLinkId }) => told.linkId(resourceLinkId) === rlid);
  const checks = [check(rule, must(placement !== undefined, `rlid is "${rlid}".`))];
  return placement === undefined ? { checks } : { placement, checks };
}

function roleOf(role: string | null): { fits(roles: unknown): boolean; checks: ServiceCheck[] } {
  if (role === null) return { fits: () => true, checks: [] };
  const rule = {
    id: 'role',
    title: 'The role is one of the vocabulary.',
    expected: 'A role URI, or the short name of a role of the course.',
    source: 'NRPS 2.0 §2.4.3',
  };
  const { kind, urn } = readRoleUri(role);
  const wanted = urn ?? role;
  return {
    fits: (roles) =>
      Array.isArray(roles) &&
      roles.some((own) => own === wanted || (typeof own === 'string' && isSubRoleOf(own, wanted))),
    checks: [
      check(rule, kind === 'unknown' ? remarked(`"${role}" is not in it, so nobody may have it.`) : passed(`${role}.`)),
    ],
  };
}

/** `…/membership/Instructor#TeachingAssistant` is an `…/membership#Instructor` too (LTI 1.3 Appendix A.2.3.2). */
function isSubRoleOf(role: string, principal: string): boolean {
  const [vocabulary = '', name = ''] = principal.split('#');
  return name !== '' && role.startsWith(`${vocabulary}/${name}#`);
}

/** `number` is `null` where all are asked for, and missing where it is no link of ours. */
function sinceOf(
  since: string | null,
  { changes }: MembershipsFacts,
): { number?: number | null; checks: ServiceCheck[] } {
  if (since === null) return { number: null, checks: [] };
  const rule = {
    id: 'since',
    title: 'The link to the differences is one the platform gave.',
    expected: 'The URL of a Link header with rel="differences", unchanged.',
    source: 'NRPS 2.0 §2.4.4',
  };
  const number = /^\d{1,15}$/.test(since) ? Number(since) : null;
  const isOurs = number !== null && number <= changes(Number.MAX_SAFE_INTEGER).newest;
  return isOurs
    ? { number, checks: [check(rule, passed(`Changes after ${since}.`))] }
    : { checks: [check(rule, failed(`since is "${since}".`))] };
}
