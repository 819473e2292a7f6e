import { type CourseGroup, newGroupId } from '../../protocol/models/lti/roster.ts';
import { nameAndRest } from '../settings.ts';

/** Options of the groups of a course. */
export const groupOptions = {
  group: '--group <[set/]name=ids>',
  removeGroup: '--remove-group <name>',
} as const;

/**
 * The groups of a course after the options: `--group "Colours/Red=u1,u2"` gives the group of that name its set and its members, by user
 * id, or adds it. `missing` answers for a group that is to be removed and is not there.
 */
export function changedGroups(
  before: readonly CourseGroup[],
  { given, removed }: { given: readonly string[]; removed: readonly string[] },
  missing: (name: string) => Error,
): CourseGroup[] {
  for (const name of removed) if (!before.some((group) => isNamed(group, name))) throw missing(name);
  const groups = before.filter((group) => !removed.some((name) => isNamed(group, name)));
  for (const text of given) {
    const { name: path, value } = nameAndRest('--group', text);
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const part = { ...(slash < 0 ? {} : { set: path.slice(0, slash) }), userIds: value.split(',').filter(Boolean) };
    const at = groups.findIndex((group) => group.name === name);
    const found = groups[at];
    if (found === undefined) groups.push({ id: newGroupId([...before, ...groups]), name, set: '', ...part });
    else groups[at] = { ...found, ...part };
  }
  return groups;
}

/** A group by its name, with its set before it or without. */
function isNamed(group: CourseGroup, name: string): boolean {
  return group.name === name || groupPath(group) === name;
}

export function groupPath({ set, name }: Pick<CourseGroup, 'set' | 'name'>): string {
  return set === '' ? name : `${set}/${name}`;
}
