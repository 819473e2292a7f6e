import type { Operation } from '../../../protocol/models/contract.ts';
import {
  isPlatformField,
  type LaunchSetup,
  operationUrl,
  type PresetChoice,
} from '../../../protocol/models/lti/launch-setup.ts';
import type { AppliedPreset, PresetNote } from '../../../protocol/models/lti/lti.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { type ExtraField, type FormState, fieldKey } from '../try/form/form-state.ts';

function findField(operation: Operation, name: string) {
  return operation.fields.find((field) => field.name === name && field.suppliedBy === 'person');
}

/**
 * The form as the LMS would fill it in. What it does not send is taken out: fields of the platform, and what an earlier preset
 * put there. Everything else stays. Empty values are sent, as the LMS does.
 */
export function withPreset(
  operation: Operation,
  form: FormState,
  { fields, querySigning }: Pick<AppliedPreset, 'fields' | 'querySigning'>,
  choice: PresetChoice,
): FormState {
  const before = new Set(form.launchSetup.preset?.filled ?? []);
  const given = new Map(fields);
  const replaced = (name: string) => given.has(name) || before.has(name) || isPlatformField(name);
  const values: Record<string, string> = { ...form.values };
  const sendEmpty: Record<string, boolean> = { ...form.sendEmpty };
  for (const field of operation.fields) {
    const key = fieldKey(field);
    if (field.suppliedBy === 'signer' || !replaced(field.name)) continue;
    const value = findField(operation, field.name) === field ? given.get(field.name) : undefined;
    values[key] = value ?? '';
    sendEmpty[key] = value === '';
  }
  const kept = form.extras.filter(({ name }) => !replaced(name));
  const first = Math.max(-1, ...form.extras.map(({ key }) => key)) + 1;
  const place = operation.bodyEncoding === 'none' ? 'query' : 'body';
  const added = [...given]
    .filter(([name]) => !findField(operation, name))
    .map(([name, value], index): ExtraField => ({ key: first + index, name, in: place, value }));
  return {
    ...form,
    values,
    sendEmpty,
    extras: [...kept, ...added],
    launchMode:
      choice.documentTarget === null ? form.launchMode : choice.documentTarget === 'window' ? 'window' : 'iframe',
    launchSetup: {
      ...form.launchSetup,
      querySigning,
      preset: { ...choice, filled: fields.map(([name]) => name) },
    },
  };
}

/** How many fields of the form are not as the preset has them. */
export function differences(operation: Operation, form: FormState, fields: Pairs): number {
  return fields.filter(([name, value]) => {
    const field = findField(operation, name);
    if (!field) return form.extras.find((extra) => extra.name === name)?.value !== value;
    const key = fieldKey(field);
    return (form.values[key] ?? '') !== value || (value === '' && !form.sendEmpty[key]);
  }).length;
}

/** Notes by the field they speak of; those of the whole launch under the empty name. */
export function notesByField(notes: readonly PresetNote[]): ReadonlyMap<string, readonly PresetNote[]> {
  const map = new Map<string, PresetNote[]>();
  for (const note of notes) map.set(note.field, [...(map.get(note.field) ?? []), note]);
  return map;
}

/** Custom parameters as administrators type them, one `name=value` a line; lines without a name are passed over. */
export function readCustom(text: string): Pairs {
  return text.split('\n').flatMap((line): Pairs => {
    const equals = line.indexOf('=');
    const name = (equals === -1 ? line : line.slice(0, equals)).trim();
    return name === '' ? [] : [[name, equals === -1 ? '' : line.slice(equals + 1).trim()]];
  });
}

export function writeCustom(custom: Pairs): string {
  return custom.map(([name, value]) => `${name}=${value}`).join('\n');
}

/** Where the launch goes, path parameters filled in as far as the form has them. */
export function launchUrlOf(baseUrl: string, operation: Operation, form: FormState): string {
  return operationUrl(baseUrl, operation.path, (name) => form.values[`path:${name}`] ?? '');
}

/** How many services of the platform a launch takes part in. */
export function serviceCount({ platform }: LaunchSetup): number {
  if (!platform) return 0;
  return Number(platform.returnUrl) + Number(platform.outcomes) + Number(platform.contentItems !== null);
}
