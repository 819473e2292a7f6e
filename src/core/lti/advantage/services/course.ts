import type { LineItem, Score } from '../../../../protocol/models/advantage/services.ts';
import type { Course } from '../../../../protocol/models/lti/roster.ts';
import type { Storage } from '../../../storage/open-storage.ts';
import type { Gradebook } from './grades/gradebook.ts';
import { lineItemResource, lineItemsResource } from './grades/line-items.ts';
import { resultsResource, scoresResource } from './grades/scores.ts';
import { groupSetsResource, groupsResource } from './groups/groups.ts';
import { membershipsResource } from './names-roles/memberships.ts';
import type { Resource } from './operation.ts';
import { type Telling, toldOf } from './told.ts';

/** The course of a connection whose services are called, and where they are. */
export type ServedCourse = {
  storage: Pick<Storage, 'roster' | 'lineItems'>;
  connectionId: string;
  course: Course;
  telling: Telling;
  /** Of the services of the course, without a slash at its end. */
  baseUrl: string;
  newId(): string;
  now(): number;
};

/** What is at a path below a course; `undefined` where there is nothing. */
export function resourceAt(served: ServedCourse, path: readonly string[]): Resource | undefined {
  const [name, id, part, ...rest] = path;
  if (rest.length > 0) return undefined;
  if (name === 'memberships' && id === undefined) return memberships(served);
  if (name === 'groups') return groupsAt(served, id, part);
  if (name !== 'lineitems') return undefined;
  const book = gradebookOf(served);
  if (id === undefined) return lineItemsResource(book);
  const item = book.item(id);
  if (item === undefined) return undefined;
  if (part === undefined) return lineItemResource(item, book);
  return part === 'scores' ? scoresResource(item, book) : part === 'results' ? resultsResource(item, book) : undefined;
}

function groupsAt({ course, telling }: ServedCourse, id: string | undefined, part: string | undefined) {
  if (part !== undefined) return undefined;
  const groups = course.groups ?? [];
  if (id === undefined) return groupsResource(groups, toldOf(course, telling));
  return id === 'sets' ? groupSetsResource(groups) : undefined;
}

function memberships({ storage, course, telling }: ServedCourse): Resource {
  return membershipsResource({
    course,
    people: storage.roster.list().people,
    told: toldOf(course, telling),
    telling,
    changes: (since) => storage.roster.changes(since),
  });
}

export function gradebookOf({ storage, connectionId, course, telling, baseUrl, newId, now }: ServedCourse): Gradebook {
  const { lineItems } = storage;
  const listUrl = `${baseUrl}/lineitems`;
  return {
    told: toldOf(course, telling),
    course,
    people: storage.roster.list().people,
    items: () => lineItems.list({ connectionId, courseId: course.id }),
    item(id) {
      const item = lineItems.get(id);
      return item?.connectionId === connectionId && item.courseId === course.id ? item : undefined;
    },
    create(facts) {
      const at = now();
      const own = { id: newId(), connectionId, courseId: course.id, createdBy: 'tool' as const };
      const item: LineItem = { ...facts, ...own, createdAt: at, updatedAt: at };
      lineItems.insert(item);
      return item;
    },
    update(item, facts) {
      const changed: LineItem = { ...item, ...facts, updatedAt: now() };
      lineItems.update(changed);
      return changed;
    },
    delete: (id) => void lineItems.delete(id),
    score: (lineItemId, userId) => lineItems.score(lineItemId, userId),
    scores: (lineItemId) => lineItems.scores(lineItemId),
    keep(item, sent) {
      const score: Score = { ...sent, lineItemId: item.id, receivedAt: now() };
      lineItems.putScore(item, score);
      return score;
    },
    itemUrl: (id) => `${listUrl}/${id}`,
  };
}
