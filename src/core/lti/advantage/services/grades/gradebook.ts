import type { LineItem, Result, Score } from '../../../../../protocol/models/advantage/services.ts';
import type { Course, Person } from '../../../../../protocol/models/lti/roster.ts';
import type { Told } from '../told.ts';
import type { LineItemFacts } from './line-item-body.ts';

/** The gradebook of a connection's course as the services use it: with the ids of the roster, which `told` turns into the tool's. */
export type Gradebook = {
  told: Told;
  course: Course;
  people: readonly Person[];
  /** Oldest first. */
  items(): LineItem[];
  item(id: string): LineItem | undefined;
  create(facts: LineItemFacts): LineItem;
  update(item: LineItem, facts: LineItemFacts): LineItem;
  delete(id: string): void;
  score(lineItemId: string, userId: string): Score | undefined;
  /** In order of user id. */
  scores(lineItemId: string): Score[];
  /** In place of the score of the same person. */
  keep(item: LineItem, score: Omit<Score, 'lineItemId' | 'receivedAt'>): Score;
  /** As it is handed out. */
  itemUrl(id: string): string;
};

/**
 * What a score is worth in its line item: scaled to the item's maximum, and only once it is graded to the end (AGS 2.0 §3.4.7): until
 * then it may change.
 */
export function resultOf(
  item: LineItem,
  { userId, scoreGiven, scoreMaximum, comment, gradingProgress }: Score,
): Result {
  const counts = gradingProgress === 'FullyGraded' && scoreGiven !== null && scoreMaximum !== null;
  const scaled = counts ? (scoreGiven / scoreMaximum) * item.scoreMaximum : null;
  return { userId, resultScore: scaled === null ? null : rounded(scaled), resultMaximum: item.scoreMaximum, comment };
}

/** Without the last digits, which are noise of the division. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
