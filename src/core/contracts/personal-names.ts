import { ProblemError } from '../../protocol/problem.ts';
import { isPersonal } from './extensions.ts';
import { isObject, type JsonObject, textMember } from './json.ts';
import type { ContractLibrary } from './library.ts';

/** Lower-case names of parameters and properties a document marks with `x-personal: true`, in requests and in answers. */
export function personalNamesIn(document: JsonObject): Set<string> {
  const names = new Set<string>();
  const pending: { node: unknown; property: string | null }[] = [{ node: document, property: null }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, property } = next;
    if (Array.isArray(node)) pending.push(...node.map((one: unknown) => ({ node: one, property: null })));
    if (!isObject(node)) continue;
    const name = property ?? (textMember(node, 'in') === undefined ? undefined : textMember(node, 'name'));
    if (name !== undefined && isPersonal(node)) names.add(name.toLowerCase());
    for (const [key, child] of Object.entries(node)) {
      if (key === 'properties' && isObject(child)) {
        pending.push(...Object.entries(child).map(([member, schema]) => ({ node: schema, property: member })));
      } else pending.push({ node: child, property: null });
    }
  }
  return names;
}

/**
 * What contracts declare as personal data.
 *
 * @param id - of one contract; without it all of the library are read, for a message that belongs to none. A contract that was
 *   deleted since, or cannot be read, declares nothing.
 */
export async function personalNames(library: ContractLibrary, id?: string): Promise<Set<string>> {
  const ids = id === undefined ? (await library.list()).map((summary) => summary.id) : [id];
  const documents = await Promise.all(
    ids.map(async (one) => {
      try {
        return (await library.get(one)).document;
      } catch (error) {
        if (error instanceof ProblemError) return {};
        throw error;
      }
    }),
  );
  return new Set(documents.flatMap((document) => [...personalNamesIn(document)]));
}
