import { type CareItem, needsCare } from '../../../../protocol/models/vault/credential-details.ts';

export type CareTone = 'bad' | 'warn' | 'calm';

/** How loudly an item is said. */
export function toneOf(item: CareItem): CareTone {
  if (item.kind === 'expired') return 'bad';
  return needsCare(item) ? 'warn' : 'calm';
}
