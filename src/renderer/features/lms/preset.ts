import type { Operation } from '../../../protocol/models/contract.ts';
import type { LaunchSetup, PresetChoice } from '../../../protocol/models/launch-setup.ts';
import type { AppliedPreset, PresetNote } from '../../../protocol/models/lti.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { Course, Person, Roster } from '../../../protocol/models/roster.ts';
import { type ExtraField, type FormState, fieldKey } from '../try/form/form-state.ts';

/** Before anything is chosen: a plain LTI launch of the roster's first learner. */
export const firstChoice: PresetChoice = {
  preset: 'plain',
  options: [],
  privacy: 'public',
  personId: null,
  courseId: null,
  placementId: null,
  documentTarget: null,
  custom: [],
  filled: [],
};

export type Chosen = { person: Person; course: Course; placement: Course['placements'][number] };

/**
 * Whom and what a choice means; the first learner and the first link of the roster for what is not chosen or no longer there.
 * `null` when the roster lacks something.
 */
export function chosenFrom(choice: PresetChoice, { people, courses }: Roster): Chosen | null {
  const learner = people.find(({ roles }) => roles === 'Learner');
  const person = people.find(({ id }) => id === choice.personId) ?? learner ?? people[0];
  const withLinks = courses.filter(({ placements }) => placements.length > 0);
  const course = withLinks.find(({ id }) => id === choice.courseId) ?? withLinks[0];
  const placement = course?.placements.find(({ id }) => id === choice.placementId) ?? course?.placements[0];
  return person && course && placement ? { person, course, placement } : null;
}

/**
 * Whether a launch parameter is the platform's to say: identity, context, link, presentation and consumer (LTI 1.1 §3). URLs of
 * the platform's services are not among them: they are new with every launch.
 */
export function isPlatformField(name: string): boolean {
  if (name === 'launch_presentation_return_url' || name === 'lis_outcome_service_url') return false;
  return /^(user_id|user_image|roles|role_scope_mentor|lti_message_type|lti_version|(lis|context|resource_link|launch_presentation|tool_consumer)_\w+)$/.test(
    name,
  );
}

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
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(form.values[`path:${name}`] ?? ''),
  );
  return `${baseUrl.replace(/\/$/, '')}${path}`;
}

/** How many services of the platform a launch takes part in. */
export function serviceCount({ platform }: LaunchSetup): number {
  if (!platform) return 0;
  return Number(platform.returnUrl) + Number(platform.outcomes) + Number(platform.contentItems !== null);
}
