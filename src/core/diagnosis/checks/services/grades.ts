import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { type Claims, quoted } from '../../../lti/advantage/message/claims.ts';
import { type Call, callName, headerOf, jsonObject } from '../calls/call.ts';
import { findingsOf, shown } from '../check.ts';
import { unfollowedPages } from './pages.ts';

const of = findingsOf({ id: 'SVC-02', owner: 'tool-vendor', source: 'LTI Assignment and Grade Services 2.0 §3' });

const media = {
  score: 'application/vnd.ims.lis.v1.score+json',
  item: 'application/vnd.ims.lis.v2.lineitem+json',
  items: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
} as const;

const activity = ['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed'];
const grading = ['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady'];

type Kind = 'score' | 'items' | 'results' | null;

/** What a call of the grade service is about, by its media types and address; `null` for other calls. */
export function gradeCall({ request }: Call): Kind {
  const types = [headerOf(request.headers, 'content-type'), headerOf(request.headers, 'accept')].join(' ');
  const path = request.url?.split('#', 1)[0] ?? '';
  const json = jsonObject(request.body);
  if (types.includes('lis.v1.score') || (/\/scores\/?(?:$|\?)/.test(path) && request.method === 'POST')) return 'score';
  if (json !== null && 'activityProgress' in json && 'gradingProgress' in json) return 'score';
  if (types.includes('lis.v2.resultcontainer')) return 'results';
  return types.includes('lis.v2.lineitem') ? 'items' : null;
}

/** SVC-02: calls of the Assignment and Grade Services. */
export function checkGradeCalls(calls: readonly Call[]): CheckFinding[] {
  const last = new Map<string, number>();
  const own = calls.filter((call) => gradeCall(call) !== null);
  return [
    ...own.flatMap((call) => {
      const kind = gradeCall(call);
      return kind === 'score'
        ? [...address(call), ...mediaOf(call, 'content-type', [media.score]), ...score(call, last)]
        : mediaOf(
            call,
            call.request.method === 'GET' ? 'accept' : 'content-type',
            kind === 'results' ? [media.results] : [media.item, media.items],
          );
    }),
    ...own.flatMap(refused),
    ...unfollowedPages(own, calls, of),
  ];
}

function address({ request }: Call): CheckFinding[] {
  if (request.url === null || !/\?[^#]*\/scores\/?(?:$|[&#])/.test(request.url)) return [];
  return [
    of({
      severity: 'error',
      title: '/scores stands behind the query.',
      seen: `…${shown(request.url.slice(request.url.indexOf('?')))}.`,
      expected: '/scores before the "?" of the line item’s address: Moodle’s have a query.',
    }),
  ];
}

function mediaOf({ request }: Call, name: 'accept' | 'content-type', right: readonly string[]): CheckFinding[] {
  const found = headerOf(request.headers, name);
  if (right.some((one) => found?.includes(one))) return [];
  return [
    of({
      severity: 'warning',
      title: 'The media type is another.',
      seen: `${name === 'accept' ? 'Accept' : 'Content-Type'} ${found === null ? 'is missing' : shown(found)}.`,
      expected: `${right.join(' or ')}: some platforms answer 406 or 415 to anything else.`,
    }),
  ];
}

function score({ request }: Call, last: Map<string, number>): CheckFinding[] {
  const json = jsonObject(request.body);
  if (json === null) {
    return request.body === null
      ? []
      : [
          of({
            severity: 'error',
            title: 'The score is no JSON.',
            seen: 'A body that is no JSON object.',
            expected: 'One score as a JSON object.',
          }),
        ];
  }
  return [...scoreMembers(json), ...scoreTime(json, request.url ?? '', last)];
}

function scoreMembers(json: Claims): CheckFinding[] {
  const { scoreGiven: given, scoreMaximum: maximum } = json;
  const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
  const rules: readonly (readonly [name: string, right: boolean, expected: string])[] = [
    ['userId', typeof json.userId === 'string' && json.userId !== '', 'The sub of the launch, as a text'],
    ['activityProgress', activity.some((one) => one === json.activityProgress), `One of ${activity.join(', ')}`],
    ['gradingProgress', grading.some((one) => one === json.gradingProgress), `One of ${grading.join(', ')}`],
    ['scoreGiven', given === undefined || given === null || isNumber(given), 'A number of 0 or more'],
    [
      'scoreMaximum',
      given === undefined || given === null
        ? maximum === undefined || isNumber(maximum)
        : isNumber(maximum) && maximum !== 0,
      'A number above 0, with every scoreGiven',
    ],
  ];
  return rules
    .filter(([, right]) => !right)
    .map(([name, , expected]) =>
      of({
        severity: 'error',
        title: `${name} of the score is missing or wrong.`,
        seen: `${quoted(json[name])}.`,
        expected: `${expected}.`,
      }),
    );
}

const exactTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

function scoreTime({ timestamp, userId }: Claims, url: string, last: Map<string, number>): CheckFinding[] {
  const parts = typeof timestamp === 'string' ? exactTime.exec(timestamp) : null;
  const time = parts === null ? Number.NaN : Date.parse(String(timestamp));
  if (parts === null || Number.isNaN(time) || parts[2] === undefined) {
    return [
      of({
        severity: 'error',
        title: 'The timestamp of the score is wrong.',
        seen: `timestamp ${quoted(timestamp)}.`,
        expected: 'ISO 8601 with an offset, for example 2026-01-31T10:00:00.000Z.',
      }),
    ];
  }
  const key = `${String(userId)} ${url}`;
  const before = last.get(key);
  last.set(key, Math.max(time, before ?? time));
  return [
    ...(parts[1] === undefined
      ? [
          of({
            severity: 'warning',
            title: 'The timestamp of the score counts whole seconds.',
            seen: `${quoted(timestamp)}.`,
            expected: 'Fractions of seconds, so that two scores in one second can be told apart.',
          }),
        ]
      : []),
    ...(before !== undefined && time <= before
      ? [
          of({
            severity: 'error',
            title: 'The score is not newer than the one before.',
            seen: `${quoted(timestamp)}, for the same person and line item.`,
            expected: 'A timestamp that grows: platforms refuse or ignore the score otherwise.',
          }),
        ]
      : []),
  ];
}

/** What a status means when it comes from the grade service. */
const meanings: Readonly<Record<number, readonly [means: string, todo: string, owner: CheckFinding['owner']]>> = {
  400: [
    'The platform does not take the call.',
    'Look at the findings on the score, and at what the answer says.',
    'tool-vendor',
  ],
  401: [
    'The access token is missing, wrong or has run out.',
    'Ask for a new token, with the scopes the call needs.',
    'tool-vendor',
  ],
  403: [
    'The tool may not do this.',
    'Compare the scopes granted with those of the call; see that the line item is the tool’s own.',
    'platform-admin',
  ],
  404: ['There is no such line item.', 'Use the address of the launch as it is, query included.', 'tool-vendor'],
  405: [
    'The address does not take this method.',
    'Put /scores before the "?" of the line item’s address.',
    'tool-vendor',
  ],
  406: ['The platform cannot answer in this media type.', 'Send the Accept header of the service.', 'tool-vendor'],
  409: ['The platform has a newer score.', 'Send a timestamp that grows.', 'tool-vendor'],
  415: ['The platform does not take this media type.', `Send Content-Type ${media.score}.`, 'tool-vendor'],
  422: [
    'The person cannot be graded.',
    'See that the person is a learner of the course, and can be graded; in Brightspace a setting of the role.',
    'platform-admin',
  ],
  429: ['Too many calls.', 'Wait as long as Retry-After says, then go on.', 'tool-vendor'],
};

function refused(call: Call): CheckFinding[] {
  const { answer } = call;
  if (answer === null || answer.status < 400) return [];
  const [means, todo, owner] = meanings[answer.status] ?? [
    'The grade service failed.',
    'Try again later.',
    'platform-admin',
  ];
  return [
    of({
      severity: 'error',
      title: means,
      seen: `${callName(call)} was answered ${answer.status}.`,
      expected: todo,
      owner,
    }),
  ];
}
