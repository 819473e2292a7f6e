import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { type Claims, quoted } from '../../../lti/advantage/message/claims.ts';
import { readRoleUri } from '../../../lti/advantage/message/roles.ts';
import { type Call, callName, headerOf, jsonObject, parameterOf, parametersOf } from '../calls/call.ts';
import { findingsOf, nameList, shown } from '../check.ts';
import { unfollowedPages } from './pages.ts';

const of = findingsOf({
  id: 'SVC-03',
  owner: 'platform-admin',
  source: 'LTI Names and Role Provisioning Services 2.0 §2',
});
const mediaType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const statuses = ['Active', 'Inactive', 'Deleted'];

/** Whether a call reads the members of a course. */
export function isRosterCall({ request, answer }: Call): boolean {
  const types = [
    headerOf(request.headers, 'accept'),
    answer === null ? null : headerOf(answer.headers, 'content-type'),
  ];
  return types.some((type) => type?.includes('lti-nrps.v2.membershipcontainer') === true);
}

/** SVC-03: calls of the Names and Role Provisioning Services and what they were answered. */
export function checkRosterCalls(calls: readonly Call[]): CheckFinding[] {
  const own = calls.filter(isRosterCall);
  return [
    ...own.flatMap((call) => [...asked(call), ...answered(call)]),
    ...unfollowedPages(own, calls, of).map((one) => ({ ...one, owner: 'tool-vendor' as const })),
  ];
}

function asked(call: Call): CheckFinding[] {
  const accept = headerOf(call.request.headers, 'accept');
  const role = parameterOf(parametersOf(call), 'role');
  const read = role === null ? null : readRoleUri(role);
  return [
    ...(accept?.includes(mediaType) === true
      ? []
      : [
          of({
            severity: 'warning',
            title: 'The media type is not asked for.',
            seen: accept === null ? 'No Accept.' : `Accept ${shown(accept)}.`,
            expected: mediaType,
            owner: 'tool-vendor',
          }),
        ]),
    ...(read?.kind === 'unknown'
      ? [
          of({
            severity: 'warning',
            title: 'The filter names a role LTI does not know.',
            seen: `role ${shown(role ?? '')}.`,
            expected: 'The URI of a role, or Learner, Instructor and the other short names.',
            owner: 'tool-vendor',
          }),
        ]
      : []),
  ];
}

function answered(call: Call): CheckFinding[] {
  const { answer } = call;
  if (answer === null) return [];
  if (answer.status >= 400) return [refused(call, answer.status)];
  const json = jsonObject(answer.body);
  const members = json?.members;
  if (json === null || !Array.isArray(members)) {
    return [
      of({
        severity: 'error',
        title: 'The answer is no list of members.',
        seen: json === null ? 'No JSON object.' : `members ${quoted(members)}.`,
        expected: 'JSON with id, context and members.',
      }),
    ];
  }
  const objects = members.flatMap((member: unknown): Claims[] =>
    typeof member === 'object' && member !== null ? [Object.fromEntries(Object.entries(member))] : [],
  );
  const withoutId = objects.filter(({ user_id: id }) => typeof id !== 'string' || id === '').length;
  const withoutRoles = objects.filter(({ roles }) => !Array.isArray(roles)).length;
  const odd = [
    ...new Set(
      objects.flatMap(({ status }) =>
        status === undefined || statuses.some((one) => one === status) ? [] : [quoted(status)],
      ),
    ),
  ];
  const faults: [count: boolean, title: string, seen: string, expected: string][] = [
    [withoutId > 0, 'Members have no user_id.', `${withoutId} of ${objects.length}.`, 'user_id, as a text, in each.'],
    [
      withoutRoles > 0,
      'Members have no list of roles.',
      `${withoutRoles} of ${objects.length}.`,
      'roles, as a list, in each.',
    ],
    [
      odd.length > 0,
      'The status of members is not known to LTI.',
      `${nameList(odd)}.`,
      `${statuses.join(', ')}, or none.`,
    ],
  ];
  return faults
    .filter(([is]) => is)
    .map(([, title, seen, expected]) => of({ severity: 'error', title, seen, expected }));
}

function refused(call: Call, status: number): CheckFinding {
  const hints: Readonly<Record<number, readonly [means: string, todo: string, owner: CheckFinding['owner']]>> = {
    401: [
      'The access token is missing, wrong or has run out.',
      'Ask for a new token with the scope contextmembership.readonly.',
      'tool-vendor',
    ],
    403: [
      'The tool may not read the members.',
      'Switch names and roles on at the tool in the LMS. When the launch has no namesroleservice claim, it is not offered at all.',
      'platform-admin',
    ],
    404: ['There is no such course any more.', 'Use context_memberships_url of a launch as it is.', 'tool-vendor'],
    406: ['The platform cannot answer in this media type.', `Send Accept: ${mediaType}.`, 'tool-vendor'],
    429: ['Too many calls.', 'Wait as long as Retry-After says, then go on.', 'tool-vendor'],
  };
  const [title, expected, owner] = hints[status] ?? ['The service failed.', 'Try again later.', 'platform-admin'];
  return of({ severity: 'error', title, seen: `${callName(call)} was answered ${status}.`, expected, owner });
}
