import type { FactSource, LmsPresetId, PresetNote } from '../../../../protocol/models/lti/lti.ts';
import type { LaunchFacts as CommonFacts, Shares } from '../../presets/types.ts';

/** What a launch of LTI 1.3 is made of, apart from the LMS that makes it. */
export type MessageFacts = Omit<CommonFacts, 'graded' | 'tool'> & {
  messageType: string;
  deploymentId: string;
  targetLinkUri: string;
  /** Custom parameters as an administrator typed them; values may be substitution variables. */
  custom: CommonFacts['tool']['custom'];
  /** Nobody is named: no `sub`, no name, no address (LTI 1.3 §5.3.6.1). */
  anonymous: boolean;
  /** Where the tool sends the browser when it is done; `null` sends none. */
  returnUrl: string | null;
  /** Claims of services and settings, by their names, as they are sent. */
  serviceClaims: Claims;
};

export type Claims = Readonly<Record<string, unknown>>;

/**
 * One thing an LMS does differently with one claim. `path` is the name of the claim, and of its member where one is meant. `value`
 * gives what is sent instead of what a plain launch holds (`null`: it is left out), or `undefined` where the rule says nothing about
 * this launch.
 */
export type ClaimRule = {
  path: readonly [string] | readonly [string, string];
  value(facts: MessageFacts, shares: Shares): unknown;
  quirk: string;
  source: FactSource;
};

/** What an LMS sends in LTI 1.3, as data. */
export type MessagePreset = {
  id: LmsPresetId;
  rules: readonly ClaimRule[];
  /** What is special about the launch as a whole. */
  notes: readonly PresetNote[];
};
