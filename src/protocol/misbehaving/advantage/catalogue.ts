import { z } from 'zod';
import type { AdvantageBehaviourEntry } from './behaviour.ts';
import { loginBehaviours } from './logins.ts';
import { contentBehaviours, keySetBehaviours, serviceBehaviours } from './services.ts';
import { tokenBehaviours } from './tokens.ts';

/** All behaviours of the misbehaving tool in LTI 1.3 by the part that goes wrong. */
const groups = {
  tokens: tokenBehaviours,
  logins: loginBehaviours,
  keySets: keySetBehaviours,
  services: serviceBehaviours,
  content: contentBehaviours,
} as const;

export const advantageGroupSchema = z.enum(['tokens', 'logins', 'keySets', 'services', 'content']);
export type AdvantageGroup = z.infer<typeof advantageGroupSchema>;

const entries = [
  ...tokenBehaviours,
  ...loginBehaviours,
  ...keySetBehaviours,
  ...serviceBehaviours,
  ...contentBehaviours,
] as const;

export type AdvantageMisbehaviourId = (typeof entries)[number]['id'];

/** One behaviour of the catalogue. */
export type AdvantageMisbehaviour = AdvantageBehaviourEntry & { readonly id: AdvantageMisbehaviourId };

export const advantageMisbehaviours: readonly AdvantageMisbehaviour[] = entries;

export const advantageMisbehaviourIdSchema = z.enum(entries.map(({ id }) => id));

export function advantageBehavioursOf(group: AdvantageGroup): readonly AdvantageMisbehaviour[] {
  return groups[group];
}
