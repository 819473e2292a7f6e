import type { NegativeCaseId } from '../../models/advantage/negative.ts';
import type { BehaviourEntry } from '../behaviour.ts';

/** One way for a tool of LTI 1.3 to misbehave, at the target link `/lti/launch/<id>` of the misbehaving tool. */
export type AdvantageBehaviourEntry = Pick<BehaviourEntry, 'id' | 'rows' | 'title' | 'sees'> & {
  /** What the message has to be or to offer. */
  readonly needs?: readonly AdvantageNeed[];
  /** Launches of the negative suite it accepts though they must be refused, or refuses though they must be accepted. */
  readonly fails?: readonly NegativeCaseId[];
};

export type AdvantageNeed =
  /** Shown in a frame of another site. */
  | 'frame'
  /** The message is a deep linking request. */
  | 'deep-linking'
  /** The platform offers grades for the link. */
  | 'grades'
  /** The platform offers the roster. */
  | 'roster';
