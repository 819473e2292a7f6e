import type { Overlap } from '../../../../protocol/models/vault/credential-details.ts';

/** The overlaps a person chooses from, by the name they have in the texts. */
export const overlaps = {
  none: { kind: 'none' },
  hour: { kind: 'for', hours: 1 },
  day: { kind: 'for', hours: 24 },
  threeDays: { kind: 'for', hours: 72 },
  week: { kind: 'for', hours: 168 },
  twoWeeks: { kind: 'for', hours: 336 },
  month: { kind: 'for', hours: 720 },
  untilEnded: { kind: 'until-ended' },
} as const satisfies Record<string, Overlap>;

export type OverlapName = keyof typeof overlaps;
export const overlapNames = ['week', 'hour', 'day', 'threeDays', 'twoWeeks', 'month', 'untilEnded', 'none'] as const;
export const usualOverlap: OverlapName = 'week';
