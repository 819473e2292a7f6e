import {
  activityProgressSchema,
  gradingProgressSchema,
  type Score,
  type ServiceCheck,
} from '../../../../../protocol/models/advantage/services.ts';
import { check, failed, passed, remarked } from '../checks.ts';
import { isObject, type JsonObject, readJsonObject } from '../http.ts';
import { readInstant } from '../instant.ts';
import {
  extensionsOf,
  filledText,
  has,
  instant,
  isNumber,
  type Member,
  type Members,
  memberFaults,
  numberAbove0,
  oneOf,
  required,
  text,
  textOf,
} from '../members.ts';

const source = 'AGS 2.0 §3.4';

const noughtOrMore: Member = {
  expected: 'A number of 0 and above.',
  fits: (value) => isNumber(value) && value >= 0,
};
const object: Member = { expected: 'An object.', fits: isObject };

/** Members of a score (AGS 2.0 §3.4.2 to §3.4.9). */
const members: Members = {
  userId: required(filledText),
  scoreGiven: noughtOrMore,
  scoreMaximum: numberAbove0,
  comment: text,
  timestamp: required(instant),
  activityProgress: required(oneOf(activityProgressSchema.options)),
  gradingProgress: required(oneOf(gradingProgressSchema.options)),
  submission: object,
  scoringUserId: text,
};
const submissionMembers: Members = { startedAt: instant, submittedAt: instant };

/** A score as a tool sends it, apart from the line item it is for. */
export type SentScore = Omit<Score, 'lineItemId' | 'receivedAt'>;

/** A score out of a message. `score` is `null` when a check failed. */
export function readScoreMessage(body: string | null): { score: SentScore | null; checks: ServiceCheck[] } {
  const read = readJsonObject(body);
  if ('problem' in read) {
    const rule = { id: 'body', title: 'It sends a score.', expected: 'A JSON object.', source };
    return { score: null, checks: [check(rule, failed(read.problem))] };
  }
  const sent = read.object;
  const submission = isObject(sent.submission) ? sent.submission : {};
  const extended = extensionsOf(sent, Object.keys(members), '', 'AGS 2.0 §3.4.1');
  const faults = [
    ...memberFaults(sent, members, '', source),
    ...memberFaults(submission, submissionMembers, 'submission.', 'AGS 2.0 §3.4.8'),
    ...withMaximum(sent),
  ];
  if (faults.length > 0) return { score: null, checks: [...faults, ...extended.checks] };
  const score = scoreOf(sent, submission, extended.extensions);
  return { score, checks: [...remarks(sent, score), ...extended.checks] };
}

function scoreOf(sent: JsonObject, submission: JsonObject, extensions: Record<string, string>): SentScore {
  return {
    userId: textOf(sent, 'userId') ?? '',
    scoreGiven: isNumber(sent.scoreGiven) ? sent.scoreGiven : null,
    scoreMaximum: isNumber(sent.scoreMaximum) ? sent.scoreMaximum : null,
    comment: textOf(sent, 'comment'),
    timestamp: textOf(sent, 'timestamp') ?? '',
    activityProgress: activityProgressSchema.parse(sent.activityProgress),
    gradingProgress: gradingProgressSchema.parse(sent.gradingProgress),
    startedAt: textOf(submission, 'startedAt'),
    submittedAt: textOf(submission, 'submittedAt'),
    scoringUserId: textOf(sent, 'scoringUserId'),
    extensions,
  };
}

/** A score without its maximum says nothing (AGS 2.0 §3.4.4). */
function withMaximum(sent: JsonObject): ServiceCheck[] {
  if (!has(sent, 'scoreGiven') || has(sent, 'scoreMaximum')) return [];
  const rule = {
    id: 'scoreMaximum',
    title: 'A score comes with its maximum.',
    expected: 'scoreMaximum wherever there is a scoreGiven.',
    source: 'AGS 2.0 §3.4.4',
  };
  return [check(rule, failed('There is a scoreGiven and no scoreMaximum.'))];
}

/** What is legal, and goes wrong elsewhere or not as a tool may think. */
function remarks(
  sent: JsonObject,
  { scoreGiven, scoreMaximum, timestamp, gradingProgress }: SentScore,
): ServiceCheck[] {
  const given = {
    id: 'scoreGiven',
    title: 'The score is within its maximum.',
    expected: 'A number from 0 to scoreMaximum; more is extra credit.',
    source: 'AGS 2.0 §3.4.4',
  };
  const inFull = {
    id: 'gradingProgress',
    title: 'The score counts.',
    expected: 'gradingProgress FullyGraded for a score that counts.',
    source: 'AGS 2.0 §3.4.7',
  };
  const exact = {
    id: 'timestamp',
    title: 'The time is exact.',
    expected: 'A time with parts of a second, so that scores in quick succession can be put in order.',
    source: 'AGS 2.0 §3.4.9',
  };
  const isExact = readInstant(timestamp)?.hasFraction === true;
  const isFull = gradingProgress === 'FullyGraded';
  return [
    scoreGiven === null
      ? check(
          given,
          remarked(
            `There is no scoreGiven${has(sent, 'scoreMaximum') ? '' : ' and no scoreMaximum'}: a score there was is cleared.`,
          ),
        )
      : check(
          given,
          scoreGiven <= (scoreMaximum ?? 0)
            ? passed(`${scoreGiven} of ${scoreMaximum}.`)
            : remarked(`${scoreGiven} of ${scoreMaximum}: extra credit.`),
        ),
    check(exact, isExact ? passed(timestamp) : remarked(`${timestamp} has no parts of a second.`)),
    check(
      inFull,
      isFull || scoreGiven === null
        ? passed(`${gradingProgress}.`)
        : remarked(`${gradingProgress}: it is kept, and shown as no result yet.`),
    ),
  ];
}
