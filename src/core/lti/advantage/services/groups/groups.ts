import { serviceScopes } from '../../../../../protocol/models/advantage/scopes.ts';
import type { CourseGroup } from '../../../../../protocol/models/lti/roster.ts';
import { jsonAnswer, type ServiceRequest } from '../http.ts';
import { type Operation, type Resource, refusedBy } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { Told } from '../told.ts';

export const groupsType = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json';
export const groupSetsType = 'application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json';

function listing(
  name: string,
  type: string,
  entries: (request: ServiceRequest) => readonly Readonly<Record<string, unknown>>[],
  envelope: (url: string, page: readonly unknown[]) => unknown,
): Operation {
  return {
    service: 'groups',
    name,
    scopes: [serviceScopes.groups],
    answers: type,
    takes: null,
    source: 'Course Groups 1.0 §3',
    carryOut(request) {
      const all = entries(request);
      const { page, checks } = pageOf(all, request, 'Course Groups 1.0 §3.2');
      if (page === null) return refusedBy(400, 'Bad Request', checks);
      const { origin, pathname } = new URL(request.url);
      const body = envelope(`${origin}${pathname}`, page.entries);
      return {
        answer: jsonAnswer(200, type, body, page.links),
        checks,
        headline: `${page.entries.length} of ${all.length} were listed.`,
      };
    },
  };
}

/** Groups somebody is in, by their ids. */
export function groupsOf(groups: readonly CourseGroup[], userId: string): string[] {
  return groups.filter(({ userIds }) => userIds.includes(userId)).map(({ id }) => id);
}

/** The groups of a course, or of one person in it with `user_id` (Course Groups 1.0 §3.2). */
export function groupsResource(groups: readonly CourseGroup[], told: Pick<Told, 'userId'>): Resource {
  const entries = ({ query }: ServiceRequest) => {
    const asked = query.get('user_id');
    const chosen = groups.filter(({ userIds }) => asked === null || userIds.some((id) => told.userId(id) === asked));
    return chosen.map(({ id, name, set }) => ({ id, name, ...(set === '' ? {} : { set_id: set }) }));
  };
  return { GET: listing('listGroups', groupsType, entries, (id, page) => ({ id, groups: page })) };
}

/** The sets groups are in (Course Groups 1.0 §3.3). */
export function groupSetsResource(groups: readonly CourseGroup[]): Resource {
  const sets = [...new Set(groups.map(({ set }) => set).filter((set) => set !== ''))];
  const entries = () => sets.map((name) => ({ id: name, name }));
  return { GET: listing('listGroupSets', groupSetsType, entries, (id, page) => ({ id, sets: page })) };
}
