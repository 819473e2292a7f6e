import type { Command } from 'commander';
import type { z } from 'zod';
import type { FilledForm } from '../../protocol/commands/exchanges.ts';
import { ltiCommands } from '../../protocol/commands/lti.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import type { FormValue, Operation } from '../../protocol/models/contract.ts';
import {
  chosenFrom,
  firstChoice,
  isPlatformField,
  type LaunchSetup,
  operationUrl,
  type PresetChoice,
  presetChoiceSchema,
} from '../../protocol/models/lti/launch-setup.ts';
import { type AppliedPreset, appliedPresetSchema, type DocumentTarget } from '../../protocol/models/lti/lti.ts';
import { type Course, type Roster, rosterSchema } from '../../protocol/models/lti/roster.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLineCore } from '../command-line.ts';
import { collect, nameAndRest, type Setting } from '../settings.ts';
import { type AdvantageOptions, advantageOptionGiven, advantageSetup } from './advantage.ts';
import { formValue, type SavedForm, signingOf, withSettings } from './saved-form.ts';
import { contentItemRequest, type ServiceOptions } from './services.ts';

/** As whom, where and as which LMS a launch is made; what is not given stays as it was saved. */
export type LaunchAsOptions = ServiceOptions &
  AdvantageOptions & {
    preset?: string;
    person?: string;
    course?: string;
    link?: string;
    roles?: string;
    privacy?: string;
    option: string[];
    custom: string[];
    mode?: string;
    outcomes?: boolean;
    returnUrl?: boolean;
  };

/** Adds the options that say as which LMS, whom and from where a launch is made. */
export function withChoiceOptions(command: Command): Command {
  return command
    .option('--preset <lms>', 'launch as this LMS; see “lti presets”')
    .option('--person <name>', 'launch as this person of the roster, by full name or user id')
    .option('--course <title>', 'from this course of the roster, by title or context id')
    .option('--link <title>', 'from this link of the course, by title or resource link id')
    .option('--privacy <level>', 'anonymous, name_only, email_only or public')
    .option('--option <id>', 'an option of the preset; may be repeated', collect, [])
    .option('--custom <name=value>', 'a custom parameter as an administrator types it; may be repeated', collect, []);
}

/**
 * The saved form of a launch with the options of the command line: first the preset, then roles, then single values.
 *
 * @throws ProblemError `not-found` for a person, course or link the roster does not have, `input.invalid` for an option that
 *   does not exist.
 */
export async function launchForm(
  core: CommandLineCore,
  connection: Connection,
  { operation, draft }: SavedForm,
  options: LaunchAsOptions,
  settings: readonly Setting[],
): Promise<FilledForm> {
  const isAdvantage = operation.kind === 'launch-1.3';
  const stray = isAdvantage ? formOptionGiven(options, settings) : advantageOptionGiven(options);
  if (stray !== null) {
    const kind = isAdvantage ? 'a launch of LTI 1.3: its claims are changed with --claims' : 'no launch of LTI 1.3';
    throw new ProblemError('input.invalid', { field: stray, detail: `${operation.id} is ${kind}` });
  }
  if (isAdvantage) return advantageForm(core, connection, { operation, draft }, options);
  const setup = launchSetup(draft, options);
  const applied = asksForPreset(options) ? await applyPreset(core, connection, { operation, draft }, options) : null;
  const values =
    applied === null ? draft.values : presetValues(operation, draft.values, applied.preset, setup.preset?.filled ?? []);
  const roles: Setting[] = options.roles === undefined ? [] : [{ name: 'roles', value: options.roles, visible: true }];
  return {
    connectionId: connection.id,
    operationId: operation.id,
    values: await withSettings(core, operation, values, [...roles, ...settings]),
    ...signingOf(draft),
    ...setup,
    ...(applied === null
      ? {}
      : {
          querySigning: applied.preset.querySigning,
          preset: { ...applied.choice, filled: applied.preset.fields.map(([name]) => name) },
        }),
  };
}

/** An option that changes the form, which a launch of LTI 1.3 has not. */
function formOptionGiven(options: LaunchAsOptions, settings: readonly Setting[]): string | null {
  if (settings.length > 0) return '--set';
  if (options.roles !== undefined) return '--roles';
  if (options.selectContent === true) return '--select-content';
  return wantsOutcomes(options) ? '--outcomes' : null;
}

/** Claims are made at launch, from preset, person and course; the form itself holds nothing. */
async function advantageForm(
  core: CommandLineCore,
  connection: Connection,
  { operation, draft }: SavedForm,
  options: LaunchAsOptions,
): Promise<FilledForm> {
  const roster = rosterSchema.parse(await core.call('roster.list', {}));
  const before = draft.preset ?? firstChoice;
  const documentTarget = targetOf(options, before, draft.launchMode);
  const choice = presetChoiceSchema.safeParse({
    ...before,
    ...idsOf(roster, options),
    ...wantedOf(before, options),
    documentTarget,
  });
  if (!choice.success) throw wrongChoice(choice.error);
  const returnUrl = draft.platform?.returnUrl === true || options.returnUrl === true;
  return {
    connectionId: connection.id,
    operationId: operation.id,
    values: [],
    ...(returnUrl ? { platform: { returnUrl, outcomes: false, contentItems: null } } : {}),
    preset: choice.data,
    advantage: advantageSetup(draft.advantage, options),
  };
}

/** What the options say of the preset, and what was saved where they say nothing. */
function wantedOf(before: PresetChoice, { preset, option, privacy, custom }: LaunchAsOptions) {
  return {
    preset: preset ?? before.preset,
    options: option.length > 0 ? option : preset === undefined ? before.options : [],
    privacy: privacy ?? before.privacy,
    custom: custom.length > 0 ? custom.map(customPair) : before.custom,
  };
}

function wrongChoice({ issues }: z.ZodError): ProblemError {
  const name = String(issues[0]?.path[0] ?? 'preset');
  const field = `--${name === 'options' ? 'option' : name}`;
  return new ProblemError('input.invalid', { field, detail: issues[0]?.message ?? 'not known' });
}

function asksForPreset({ preset, person, course, link, privacy, option, custom }: LaunchAsOptions): boolean {
  const single = [preset, person, course, link, privacy].some((given) => given !== undefined);
  return single || option.length > 0 || custom.length > 0;
}

/** Results can only be waited for where they are offered. */
function wantsOutcomes({ outcomes, waitOutcomes }: LaunchAsOptions): boolean {
  return outcomes === true || waitOutcomes !== undefined;
}

function launchSetup({ querySigning, platform, preset }: SavedForm['draft'], options: LaunchAsOptions): LaunchSetup {
  const saved = platform ?? { returnUrl: false, outcomes: false, contentItems: null };
  const part = {
    ...saved,
    returnUrl: saved.returnUrl || options.returnUrl === true,
    outcomes: saved.outcomes || wantsOutcomes(options),
    contentItems: contentItemRequest(options) ?? saved.contentItems,
  };
  const isPart = part.returnUrl || part.outcomes || part.contentItems !== null;
  return {
    ...(querySigning === undefined ? {} : { querySigning }),
    ...(isPart ? { platform: part } : {}),
    ...(preset === undefined ? {} : { preset }),
  };
}

async function applyPreset(
  core: CommandLineCore,
  connection: Connection,
  { operation, draft }: SavedForm,
  options: LaunchAsOptions,
): Promise<{ preset: AppliedPreset; choice: PresetChoice }> {
  const roster = rosterSchema.parse(await core.call('roster.list', {}));
  const before = draft.preset ?? firstChoice;
  const wanted = { ...before, ...idsOf(roster, options) };
  const chosen = chosenFrom(wanted, roster);
  if (chosen === null) throw new ProblemError('not-found', { params: { what: 'link', id: 'roster' } });
  const input = ltiCommands['lti.applyPreset'].input.safeParse({
    ...wantedOf(before, options),
    personId: chosen.person.id,
    courseId: chosen.course.id,
    placementId: chosen.placement.id,
    launchUrl: operationUrl(connection.baseUrl, operation.path, (name) => pathValue(draft.values, name)),
    documentTarget: targetOf(options, before, draft.launchMode),
    graded: wantsOutcomes(options) || draft.platform?.outcomes === true,
  });
  if (!input.success) throw wrongChoice(input.error);
  const { preset, options: chosenOptions = [], privacy = 'public', custom = [] } = input.data;
  return {
    preset: appliedPresetSchema.parse(await core.call('lti.applyPreset', input.data)),
    choice: {
      ...before,
      preset,
      options: chosenOptions,
      privacy,
      custom,
      personId: chosen.person.id,
      courseId: chosen.course.id,
      placementId: chosen.placement.id,
    },
  };
}

function targetOf(options: LaunchAsOptions, before: PresetChoice, saved: 'window' | 'iframe' | null): DocumentTarget {
  if (options.mode === 'window' || options.mode === 'iframe') return options.mode;
  return before.documentTarget ?? saved ?? 'window';
}

function pathValue(values: readonly FormValue[], name: string): string {
  return values.find((value) => value.in === 'path' && value.name === name)?.value ?? '';
}

function customPair(text: string): [string, string] {
  const { name, value } = nameAndRest('--custom', text);
  return [name, value];
}

/** Ids of what the options name; a link without a course is looked for in every course. */
function idsOf(roster: Roster, { person, course, link }: LaunchAsOptions): Partial<PresetChoice> {
  const found: Partial<PresetChoice> = {};
  if (person !== undefined) {
    const match = roster.people.find(({ fullName, userId }) => fullName === person || userId === person);
    found.personId = known(match, 'person', person).id;
  }
  if (course !== undefined) {
    const match = roster.courses.find(({ title, contextId }) => title === course || contextId === course);
    found.courseId = known(match, 'course', course).id;
    found.placementId = null;
  }
  if (link !== undefined) {
    const within = found.courseId == null ? roster.courses : roster.courses.filter(({ id }) => id === found.courseId);
    const match = known(
      within.map((one) => ({ course: one, placement: placementOf(one, link) })).find(hasPlacement),
      'link',
      link,
    );
    found.courseId = match.course.id;
    found.placementId = match.placement?.id ?? null;
  }
  return found;
}

const hasPlacement = ({ placement }: { placement: unknown }): boolean => placement !== undefined;

function placementOf({ placements }: Course, link: string): Course['placements'][number] | undefined {
  return placements.find(({ title, resourceLinkId }) => title === link || resourceLinkId === link);
}

function known<T>(found: T | undefined, what: string, id: string): T {
  if (found === undefined) throw new ProblemError('not-found', { params: { what, id } });
  return found;
}

/** The values as the LMS would fill them in; what it does not send is taken out, empty ones are sent, as the LMS does. */
function presetValues(
  operation: Operation,
  values: readonly FormValue[],
  { fields }: AppliedPreset,
  before: readonly string[],
): FormValue[] {
  const given = new Set(fields.map(([name]) => name));
  const replaced = (name: string) => given.has(name) || before.includes(name) || isPlatformField(name);
  const added = fields.map(([name, value]) => ({
    ...formValue(operation, name, value),
    ...(value === '' ? { sendEmpty: true } : {}),
  }));
  return [...values.filter(({ name }) => !replaced(name)), ...added];
}
