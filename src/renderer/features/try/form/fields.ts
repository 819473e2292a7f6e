import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { Field, FieldProblem, Operation } from '../../../../protocol/models/contract.ts';
import { type FormState, fieldKey } from './form-state.ts';

export type FieldGroups = { required: Field[]; recommended: Field[]; optional: Field[]; signer: Field[] };

/** Fields whose name, description or options hold every word of the filter, in the groups a form shows. */
export function groupFields(fields: readonly Field[], filter: string): FieldGroups {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const groups: FieldGroups = { required: [], recommended: [], optional: [], signer: [] };
  for (const field of fields) {
    const text = [field.name, field.description, ...(field.options ?? [])].join('\n').toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    if (field.suppliedBy === 'signer') groups.signer.push(field);
    else if (field.required) groups.required.push(field);
    else if (field.recommended) groups.recommended.push(field);
    else groups.optional.push(field);
  }
  return groups;
}

export type InputKind = 'secret' | 'multi' | 'choice' | 'lines' | 'number' | 'text';

/** How a field is best typed. Free text stays possible everywhere: a test bench must be able to send what is wrong. */
export function inputKind(field: Field): InputKind {
  if (field.secret) return 'secret';
  if (field.options && field.openOptions) return 'multi';
  if (field.options || field.type === 'boolean') return 'choice';
  if (field.type === 'object' || field.type === 'array' || field.format === 'json') return 'lines';
  if (field.type === 'integer' || field.type === 'number') return 'number';
  return 'text';
}

/** Values to choose from; a boolean without documented options has its two. */
export function choices(field: Field): readonly string[] {
  return field.options ?? (field.type === 'boolean' ? ['true', 'false'] : []);
}

/** The field's rules in short: `string · max 255`. */
export function constraints(field: Field): string[] {
  const parts: string[] = field.file ? [fileKind(field.file)] : [field.format ?? field.type];
  if (field.minLength !== undefined && field.maxLength !== undefined)
    parts.push(`${field.minLength}–${field.maxLength} chars`);
  else if (field.maxLength !== undefined) parts.push(`≤ ${field.maxLength} chars`);
  else if (field.minLength !== undefined) parts.push(`≥ ${field.minLength} chars`);
  if (field.minimum !== undefined) parts.push(`≥ ${field.minimum}`);
  if (field.maximum !== undefined) parts.push(`≤ ${field.maximum}`);
  return parts;
}

function fileKind({ many, accept }: NonNullable<Field['file']>): string {
  return [many ? 'files' : 'file', ...accept].join(' · ');
}

/** Problems by {@link fieldKey}. */
export function problemsByField(problems: readonly FieldProblem[]): ReadonlyMap<string, readonly FieldProblem[]> {
  const map = new Map<string, FieldProblem[]>();
  for (const problem of problems) map.set(fieldKey(problem), [...(map.get(fieldKey(problem)) ?? []), problem]);
  return map;
}

/** Whether a person has filled in the field, with text or with a file. */
export function isFilled(form: FormState, field: Field): boolean {
  const key = fieldKey(field);
  return (form.values[key] ?? '') !== '' || (form.files[key] ?? []).length > 0;
}

/** What keeps a form from simply being sent. */
export function errorsOf(preview: Preview | undefined): FieldProblem[] {
  return preview?.problems.filter((problem) => problem.level === 'error') ?? [];
}

/** The field a response names: exactly, or the last part of a path such as `tool_provider[tool_name]` or `tool_provider.tool_name`. */
export function fieldNamed(operation: Operation, parameter: string): Field | undefined {
  const last = parameter.match(/[^.[\]/]+(?=\]?$)/)?.[0];
  const byName = (name: string | undefined) =>
    operation.fields.find((field) => field.suppliedBy === 'person' && field.name === name) ??
    operation.fields.find((field) => field.name === name);
  return byName(parameter) ?? byName(last);
}

/** Whether two forms would send the same. */
export function sameForm(a: FormState, b: FormState): boolean {
  const values = ({ values, files, sendEmpty, extras, launchSetup: { querySigning, platform } }: FormState) =>
    JSON.stringify([
      Object.entries(values)
        .filter(([, value]) => value !== '')
        .sort(),
      Object.entries(files)
        .filter(([, chosen]) => chosen.length > 0)
        .map(([key, chosen]) => [key, ...chosen.map(({ name, mediaType, sha256 }) => [name, mediaType, sha256])])
        .sort(),
      Object.keys(sendEmpty)
        .filter((key) => sendEmpty[key])
        .sort(),
      extras.map(({ name, in: location, value }) => [location, name, value]),
      querySigning === 'canvas-legacy',
      [platform?.returnUrl ?? false, platform?.outcomes ?? false, platform?.contentItems ?? null],
    ]);
  return values(a) === values(b);
}
