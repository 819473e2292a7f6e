import { serviceScopes } from '../../../../../protocol/models/advantage/scopes.ts';
import type { LineItem, Score, ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import type { Person } from '../../../../../protocol/models/lti/roster.ts';
import { parseRoles } from '../../../roles.ts';
import { check, failed, passed, remarked } from '../checks.ts';
import { emptyAnswer, jsonAnswer, type ServiceRequest, utf8 } from '../http.ts';
import { compareInstants, readInstant } from '../instant.ts';
import { type Handled, type Resource, refusedBy } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { type Gradebook, resultOf } from './gradebook.ts';
import { readScoreMessage } from './score-body.ts';

export const scoreType = 'application/vnd.ims.lis.v1.score+json';
export const resultsType = 'application/vnd.ims.lis.v2.resultcontainer+json';

/** Where scores of a line item are posted (AGS 2.0 §3.4). */
export function scoresResource(item: LineItem, book: Gradebook): Resource {
  return {
    POST: {
      service: 'scores',
      name: 'createScore',
      scopes: [serviceScopes.score],
      answers: null,
      takes: scoreType,
      source: 'AGS 2.0 §3.4',
      carryOut: (request) => keepScore(request, item, book),
    },
  };
}

function keepScore(request: ServiceRequest, item: LineItem, book: Gradebook): Handled {
  const { score, checks } = readScoreMessage(utf8(request.body));
  if (score === null) return refusedBy(400, 'Bad Request', checks);
  const person = book.people.find(({ userId }) => book.told.userId(userId) === score.userId);
  checks.unshift(userCheck(score.userId, person));
  if (person === undefined) return refusedBy(404, 'Not Found', checks);
  const { userId } = person;
  const order = orderCheck(score.timestamp, book.score(item.id, userId));
  checks.push(order);
  if (order.status === 'failed') return refusedBy(409, 'Conflict', checks);
  const kept = book.keep(item, { ...score, userId });
  const { resultScore, resultMaximum } = resultOf(item, kept);
  const said = kept.scoreGiven === null ? 'without a score' : `with ${kept.scoreGiven} of ${kept.scoreMaximum}`;
  const worth = resultScore === null ? 'no result yet' : `a result of ${resultScore} of ${resultMaximum}`;
  return {
    answer: emptyAnswer(204),
    checks,
    headline: `${person.fullName} is ${kept.activityProgress}, ${kept.gradingProgress}, ${said} in “${item.label}”: ${worth}.`,
  };
}

function userCheck(userId: string, person: Person | undefined): ServiceCheck {
  const rule = {
    id: 'userId',
    title: 'The person is one of the course.',
    expected: 'userId as sub of a launch or user_id of the memberships.',
    source: 'AGS 2.0 §3.4.2',
  };
  if (person === undefined) return check(rule, failed(`Nobody in the roster has the id "${userId}".`));
  const learns = parseRoles(person.roles).roles.some(({ kind, handle }) => kind === 'context' && handle === 'Learner');
  return check(
    rule,
    learns ? passed(`${userId}.`) : remarked(`${userId} is no Learner. Some platforms keep scores of learners only.`),
  );
}

/** A score as old as the one there is, or older, changes nothing (AGS 2.0 §3.4.9). */
function orderCheck(timestamp: string, before: Score | undefined): ServiceCheck {
  const rule = {
    id: 'timestamp.order',
    title: 'It is newer than the score there is.',
    expected: 'A timestamp after that of the score there is.',
    source: 'AGS 2.0 §3.4.9',
  };
  const [sent, kept] = [readInstant(timestamp)?.instant, readInstant(before?.timestamp ?? '')?.instant];
  if (before === undefined || sent === undefined || kept === undefined) return check(rule, passed('It is the first.'));
  const difference = compareInstants(sent, kept);
  if (difference > 0) return check(rule, passed(`${timestamp}, after ${before.timestamp}.`));
  return check(
    rule,
    failed(`${timestamp} is ${difference === 0 ? 'the same moment as' : 'before'} ${before.timestamp}.`),
  );
}

/** Results of a line item, of all or of one person (AGS 2.0 §3.3). */
export function resultsResource(item: LineItem, book: Gradebook): Resource {
  return {
    GET: {
      service: 'results',
      name: 'listResults',
      scopes: [serviceScopes.resultReadOnly],
      answers: resultsType,
      takes: null,
      source: 'AGS 2.0 §3.3',
      carryOut: (request) => listResults(request, item, book),
    },
  };
}

function listResults(request: ServiceRequest, item: LineItem, book: Gradebook): Handled {
  const asked = request.query.get('user_id');
  const known = book
    .scores(item.id)
    .map((score) => ({ score, userId: book.told.userId(score.userId) }))
    .filter(({ userId }) => asked === null || userId === asked);
  const { page, checks } = pageOf(known, request, 'AGS 2.0 §3.3.2');
  if (page === null) return refusedBy(400, 'Bad Request', checks);
  const url = book.itemUrl(item.id);
  const body = page.entries.map(({ score, userId }) => {
    const { resultScore, resultMaximum, comment } = resultOf(item, score);
    return {
      id: `${url}/results?user_id=${encodeURIComponent(userId)}`,
      scoreOf: url,
      userId,
      ...(resultScore === null ? {} : { resultScore, resultMaximum }),
      ...(comment === null ? {} : { comment }),
      ...(score.scoringUserId === null ? {} : { scoringUserId: score.scoringUserId }),
    };
  });
  return {
    answer: jsonAnswer(200, resultsType, body, page.links),
    checks,
    headline: `${page.entries.length} of ${known.length} results were read.`,
  };
}
