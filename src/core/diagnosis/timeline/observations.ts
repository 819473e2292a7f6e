import type { Observation } from '../../../protocol/models/exchanges/observation.ts';
import type { TimelineObservation } from '../../../protocol/models/exchanges/timeline.ts';
import { shortUrl } from './address.ts';

type OfKind<K extends Observation['kind']> = Extract<Observation, { kind: K }>;

/** The observations of one kind. */
export function isOf<K extends Observation['kind']>(observations: readonly Observation[], kind: K): OfKind<K>[] {
  return observations.filter((one): one is OfKind<K> => one.kind === kind);
}

/** Observations on the time line that begins at `start` (epoch milliseconds). */
export function timelineObservations(observations: readonly Observation[], start: number): TimelineObservation[] {
  return observations.map((observation) => ({
    observation,
    offset: Math.max(0, observation.at - start),
    summary: summaryOf(observation),
  }));
}

function summaryOf(seen: Observation): string {
  switch (seen.kind) {
    case 'resource-failed':
      return `${seen.resourceType || 'Resource'} did not arrive: ${shortUrl(seen.url)}: ${seen.reason}`;
    case 'mixed-content':
      return `Asked for over http by a secure page: ${shortUrl(seen.url)}`;
    case 'popup':
      return `New window asked for ${seen.byUser ? 'by a click' : 'without a click'}: ${shortUrl(seen.url)}`;
    case 'console':
      return `Console ${seen.level} (${seen.source}): ${seen.text.slice(0, 200)}`;
    case 'lti-message': {
      const data = seen.data.map(([name, value]) => `${name} ${value.slice(0, 80)}`).join(', ');
      const error = seen.error === null ? '' : `, error ${seen.error}`;
      return `Message ${seen.subject} from ${seen.origin}${error}${data === '' ? '' : `: ${data}`}`;
    }
    case 'limit':
      return `More than ${seen.kept} of the kind ${seen.of}: the rest is not kept.`;
  }
}
