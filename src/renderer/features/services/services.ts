import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { Returned } from '../../../protocol/models/lti/platform.ts';

type Sent = Pick<Exchange, 'returned' | 'outcomes' | 'contentItems' | 'platform'>;

/** Whether there is, or may yet come, something the tool sent to the platform. */
export function hasServices({ platform, ...exchange }: Sent): boolean {
  const asked = platform !== undefined && (platform.returnUrl || platform.outcomes || platform.contentItems !== null);
  return asked || countOf(exchange) > 0;
}

/** How many messages the tool sent. */
export function countOf({ returned, outcomes, contentItems }: Omit<Sent, 'platform'>): number {
  return Number(returned !== null) + outcomes.length + Number(contentItems !== null);
}

export type MessageKind = 'errorMessage' | 'message' | 'errorLog' | 'log';

/** What the tool said, errors and what is meant for the user first. */
export function messagesOf(
  said: Pick<Returned, 'message' | 'errorMessage' | 'log' | 'errorLog'>,
): { kind: MessageKind; text: string }[] {
  return (['errorMessage', 'message', 'errorLog', 'log'] as const).flatMap((kind) => {
    const text = said[kind];
    return text === null ? [] : [{ kind, text }];
  });
}
