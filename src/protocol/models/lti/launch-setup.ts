import { z } from 'zod';
import { advantageSetupSchema } from '../advantage/launch.ts';
import { pairsSchema } from '../pairs.ts';
import {
  contentItemRequestSchema,
  documentTargetSchema,
  lmsPresetIdSchema,
  presetOptionIdSchema,
  privacyLevelSchema,
  querySigningSchema,
} from './lti.ts';
import type { Course, Person, Roster } from './roster.ts';

/**
 * What the app's own platform host takes part in when a launch is made. The URLs it adds are new with every launch and answer
 * until the app is closed; a field of the same name in the form wins.
 */
export const platformPartSchema = z.strictObject({
  /** Send `launch_presentation_return_url` and record what the tool says there. */
  returnUrl: z.boolean().default(false),
  /** Send `lis_outcome_service_url`, and a `lis_result_sourcedid` unless the form has one, and answer Basic Outcomes there. */
  outcomes: z.boolean().default(false),
  /** Make it a content-item selection request: message type and parameters are replaced, resource link and result are left out. */
  contentItems: contentItemRequestSchema.nullable().default(null),
});
export type PlatformPart = z.infer<typeof platformPartSchema>;

const id = z.string().min(1).max(100);

/** As which LMS and person a form was last filled in. Ids may name what has been deleted since. */
export const presetChoiceSchema = z.strictObject({
  preset: lmsPresetIdSchema,
  options: z.array(presetOptionIdSchema).max(20),
  privacy: privacyLevelSchema,
  personId: id.nullable(),
  courseId: id.nullable(),
  placementId: id.nullable(),
  /** `null`: as the launch is shown. */
  documentTarget: documentTargetSchema.nullable(),
  /** As an administrator types them; see `lti.applyPreset`. */
  custom: pairsSchema.max(500),
  /** Names of the fields the preset put into the form; empty while it has not been applied. */
  filled: z.array(z.string().max(512)).max(1000),
});
export type PresetChoice = z.infer<typeof presetChoiceSchema>;

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

/** Where a launch goes: path parameters filled in from `pathValue`, empty where it has none. */
export function operationUrl(baseUrl: string, path: string, pathValue: (name: string) => string): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(pathValue(name)));
  return `${baseUrl.replace(/\/$/, '')}${filled}`;
}

/** How a launch is made, beside the values of its form. `preset` only tells where the values come from. */
export const launchSetupShape = {
  querySigning: querySigningSchema.optional(),
  platform: platformPartSchema.optional(),
  preset: presetChoiceSchema.optional(),
  /** Launches of LTI 1.3 only. */
  advantage: advantageSetupSchema.optional(),
};
export const launchSetupSchema = z.strictObject(launchSetupShape);
export type LaunchSetup = z.infer<typeof launchSetupSchema>;

/** The part of a form, draft or exchange that says how the launch is made. */
export function launchSetupOf({ querySigning, platform, preset, advantage }: LaunchSetup): LaunchSetup {
  return {
    ...(querySigning === undefined ? {} : { querySigning }),
    ...(platform === undefined ? {} : { platform }),
    ...(preset === undefined ? {} : { preset }),
    ...(advantage === undefined ? {} : { advantage }),
  };
}
