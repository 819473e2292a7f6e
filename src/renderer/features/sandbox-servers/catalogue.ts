import type { BehaviourTrigger } from '../../../protocol/misbehaving/behaviour.ts';
import {
  type BehaviourGroup,
  behaviourGroupSchema,
  behavioursOf,
  type Misbehaviour,
} from '../../../protocol/misbehaving/catalogue.ts';

export type BehaviourGroupEntries = { group: BehaviourGroup; entries: readonly Misbehaviour[] };

/** The groups with the behaviours that have every word of the filter in their id, words or rows; groups without one are left out. */
export function filteredBehaviours(filter: string): BehaviourGroupEntries[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ id, title, sees, rows }: Misbehaviour): boolean => {
    const names = [...rows, id].map((name) => name.toLowerCase());
    const text = `${title} ${sees} ${id}`.toLowerCase();
    // A row is meant whole: A1 is not A15.
    return words.every((word) =>
      /^[abc]\d+$/.test(word) ? names.includes(word) : text.includes(word) || names.includes(word),
    );
  };
  return behaviourGroupSchema.options
    .map((group) => ({ group, entries: behavioursOf(group).filter(fits) }))
    .filter(({ entries }) => entries.length > 0);
}

const longest = 40;

/** What a launch needs in it, as it is written; long values and line breaks are made short and visible. */
export function triggerText({ path, query, fields = {}, words }: BehaviourTrigger): string {
  const shown = (value: string) => {
    const line = value.replaceAll('\r', '␍').replaceAll('\n', '␊');
    return line.length > longest ? `${line.slice(0, longest)}…` : line;
  };
  return [
    ...(path === undefined ? [] : [`…${path}`]),
    ...(query === undefined ? [] : [`?${query}`]),
    ...Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`),
    ...(words === undefined ? [] : [words]),
  ].join(', ');
}
