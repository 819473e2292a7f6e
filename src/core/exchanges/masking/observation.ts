import type { Observation } from '../../../protocol/models/exchanges/observation.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

type Masks = { text(text: string): string; pairs(pairs: Pairs): Pairs };

/** An observation with secrets masked in all that a page or a host had a say in. Texts may have been cut off at their end. */
export function maskObservation(observation: Observation, { text, pairs }: Masks): Observation {
  switch (observation.kind) {
    case 'resource-failed':
      return { ...observation, url: text(observation.url), reason: text(observation.reason) };
    case 'mixed-content':
      return { ...observation, url: text(observation.url) };
    case 'popup':
      return { ...observation, url: text(observation.url), name: text(observation.name) };
    case 'console':
      return {
        ...observation,
        text: text(observation.text),
        url: observation.url === null ? null : text(observation.url),
      };
    case 'lti-message':
      return {
        ...observation,
        subject: text(observation.subject),
        origin: text(observation.origin),
        messageId: observation.messageId === null ? null : text(observation.messageId),
        error: observation.error === null ? null : text(observation.error),
        data: pairs(observation.data),
      };
    case 'limit':
      return observation;
  }
}
