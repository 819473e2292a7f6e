import {
  type AdvantageGroup,
  advantageBehavioursOf,
  advantageGroupSchema,
} from '../../../protocol/misbehaving/advantage/catalogue.ts';
import type { BehaviourTrigger } from '../../../protocol/misbehaving/behaviour.ts';
import {
  type BehaviourGroup,
  behaviourGroupSchema,
  behavioursOf,
  misbehavingLaunchUrl,
} from '../../../protocol/misbehaving/catalogue.ts';
import { misbehavingTargetLink } from '../../../protocol/sandbox-tool.ts';

type Need = 'frame' | 'https' | 'trusted-ca' | 'outcome-service' | 'deep-linking' | 'grades' | 'roster';

/** A behaviour as it is listed, whichever version of LTI launches it. */
export type ListedBehaviour = {
  id: string;
  rows: readonly string[];
  title: string;
  sees: string;
  needs: readonly Need[];
  trigger?: BehaviourTrigger;
  /** What to launch, below an origin of the tool: a launch URL, or a target link of LTI 1.3. */
  address(origin: string): string;
};

export type BehaviourGroupEntries = { group: BehaviourGroup | AdvantageGroup; entries: readonly ListedBehaviour[] };

const allGroups: readonly BehaviourGroupEntries[] = [
  ...behaviourGroupSchema.options.map((group) => ({
    group,
    entries: behavioursOf(group).map((entry) => ({
      ...entry,
      needs: entry.needs ?? [],
      address: (origin: string) => misbehavingLaunchUrl(origin, entry),
    })),
  })),
  ...advantageGroupSchema.options.map((group) => ({
    group,
    entries: advantageBehavioursOf(group).map((entry) => ({
      ...entry,
      needs: entry.needs ?? [],
      address: (origin: string) => misbehavingTargetLink(origin, entry.id),
    })),
  })),
];

/** The groups with the behaviours that have every word of the filter in their id, words or rows; groups without one are left out. */
export function filteredBehaviours(filter: string): BehaviourGroupEntries[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ id, title, sees, rows }: ListedBehaviour): boolean => {
    const names = [...rows, id].map((name) => name.toLowerCase());
    const text = `${title} ${sees} ${id}`.toLowerCase();
    // A row is meant whole: A1 is not A15.
    return words.every((word) =>
      /^[abc]\d+$/.test(word) ? names.includes(word) : text.includes(word) || names.includes(word),
    );
  };
  return allGroups
    .map(({ group, entries }) => ({ group, entries: entries.filter(fits) }))
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
