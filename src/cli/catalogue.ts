import { readFileSync } from 'node:fs';
import { z } from 'zod';

type Entry = string | { readonly [key: string]: Entry };
const entrySchema: z.ZodType<Entry> = z.lazy(() => z.union([z.string(), z.record(z.string(), entrySchema)]));
const catalogueSchema = z.record(z.string(), entrySchema);
const read = new Map<string, z.infer<typeof catalogueSchema>>();

export type CatalogueName = 'causes' | 'problems' | 'report';

/**
 * The words of `resources/locales/en`, the same the window shows. `path` leads to the text, key by key; its `{{name}}` are filled
 * from `values`. `undefined` when there is no such text.
 */
export function textOf(
  catalogue: CatalogueName,
  path: readonly string[],
  values: Readonly<Record<string, string | number | boolean>> = {},
): string | undefined {
  let entry: Entry | undefined = entriesOf(catalogue);
  for (const key of path) {
    if (typeof entry !== 'object' || !Object.hasOwn(entry, key)) return undefined;
    entry = entry[key];
  }
  return typeof entry === 'string' ? fill(entry, values) : undefined;
}

function entriesOf(name: CatalogueName): z.infer<typeof catalogueSchema> {
  const known = read.get(name);
  if (known !== undefined) return known;
  const file = new URL(`../../resources/locales/en/${name}.json`, import.meta.url);
  const entries = catalogueSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  read.set(name, entries);
  return entries;
}

function fill(template: string, values: Readonly<Record<string, string | number | boolean>>): string {
  return template.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
}
