import type { AbColumn, AbPair } from '../../../protocol/models/exchanges/ab-run.ts';
import type { Timeline, TimelineFinding } from '../../../protocol/models/exchanges/timeline.ts';
import { finding } from '../checks/check.ts';
import { compareTimelines } from '../timeline/index.ts';
import { causeOf } from './cause.ts';
import { capital, variantPlaces } from './names.ts';

/** Two ways of launching that have come to an end, the gentler first. */
export function comparePair(a: AbColumn, b: AbColumn): AbPair {
  const of: AbPair['of'] = [a.variant, b.variant];
  const [placeA, placeB] = [variantPlaces[a.variant], variantPlaces[b.variant]];
  if (a.timeline === null || b.timeline === null) {
    return { of, difference: null, detail: 'One of the two is no longer on record.', finding: null };
  }
  const difference = compareTimelines([a.timeline, b.timeline], [placeA, placeB]);
  if (difference === null) {
    return { of, difference, detail: `No hop differs ${placeA} and ${placeB}.`, finding: null };
  }
  const cause = causeOf(a.timeline, b.timeline, difference, placeB);
  const detail =
    cause === null
      ? `${difference.detail} The record does not show why.`
      : `${capital(cause.seen)} ${cause.expected}`.replace(/\s+/g, ' ');
  return { of, difference, detail, finding: findingOf(a, b, b.timeline, difference, cause) };
}

function findingOf(
  a: AbColumn,
  b: AbColumn,
  timeline: Timeline,
  { position, detail }: NonNullable<AbPair['difference']>,
  cause: ReturnType<typeof causeOf>,
): TimelineFinding {
  const fails = a.end?.isWell === true && b.end?.isWell === false;
  const hop = timeline.hops[position]?.index ?? null;
  const told = finding({
    id: 'NET-05',
    severity: fails ? 'error' : a.end?.isWell === b.end?.isWell && cause === null ? 'info' : 'warning',
    title: fails
      ? `The launch goes well ${variantPlaces[a.variant]} and fails ${variantPlaces[b.variant]}.`
      : `The launch goes another way ${variantPlaces[b.variant]} than ${variantPlaces[a.variant]}.`,
    seen: cause === null ? detail : `${detail} ${capital(cause.seen)}`,
    expected: cause?.expected ?? 'The same hops in both.',
    owner: cause?.owner ?? 'tool-vendor',
    source: cause?.source ?? 'what the embedded browser recorded',
  });
  return { ...told, hop };
}
