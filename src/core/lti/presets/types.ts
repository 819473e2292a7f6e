import type {
  DocumentTarget,
  FactSource,
  LmsPreset,
  PresetNote,
  PresetOptionId,
  PrivacyLevel,
} from '../../../protocol/models/lti/lti.ts';
import type { Course, LinkPlacement, Person } from '../../../protocol/models/lti/roster.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

/** What a launch is made of, apart from the LMS that makes it. */
export type LaunchFacts = {
  person: Person;
  course: Course;
  placement: LinkPlacement;
  tool: {
    /** Empty while it is not known. */
    launchUrl: string;
    /** Custom parameters as an administrator typed them: unfolded names, values may be substitution variables. */
    custom: Pairs;
  };
  presentation: { documentTarget: DocumentTarget };
  privacy: PrivacyLevel;
  options: readonly PresetOptionId[];
  /** Also send a result sourcedid, as for a graded activity. */
  graded: boolean;
};

/** What the tool may be told of the person. */
export type Shares = { name: boolean; email: boolean; everything: boolean };

export function sharesOf(privacy: PrivacyLevel): Shares {
  return {
    name: privacy === 'public' || privacy === 'name_only',
    email: privacy === 'public' || privacy === 'email_only',
    everything: privacy === 'public',
  };
}

/**
 * One thing an LMS does differently with one field. `value` gives what is sent instead of what a plain LTI 1.1 launch holds
 * (`null`: the field is left out), or `undefined` where the rule says nothing about this launch.
 */
export type FieldRule = {
  field: string;
  value(facts: LaunchFacts, shares: Shares): string | null | undefined;
  quirk: string;
  source: FactSource;
};

/** An LMS as data. */
export type PresetDefinition = LmsPreset & {
  rules: readonly FieldRule[];
  /** What is special about the launch as a whole. */
  launchNotes(facts: LaunchFacts): readonly PresetNote[];
};

export const seen = (document: string): FactSource => ({ basis: 'seen', document });
export const recalled = (document = 'general knowledge, unconfirmed'): FactSource => ({
  basis: 'recalled',
  document,
});
export const inferred = (document = 'nothing is known of this LMS here; LTI 1.1 §3 is followed'): FactSource => ({
  basis: 'inferred',
  document,
});
