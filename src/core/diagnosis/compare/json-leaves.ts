import type { Pairs } from '../../../protocol/models/pairs.ts';

/** The values of a JSON text with the path to each (`student.name`, `items[0].id`); `null` when it is none. */
export function jsonLeaves(text: string | null): Pairs | null {
  if (text === null) return null;
  try {
    return leavesOf(JSON.parse(text), '');
  } catch {
    return null;
  }
}

function leavesOf(value: unknown, path: string): Pairs {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item: unknown, index) => leavesOf(item, `${path}[${index}]`));
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, item]) => leavesOf(item, path === '' ? name : `${path}.${name}`));
  }
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}
