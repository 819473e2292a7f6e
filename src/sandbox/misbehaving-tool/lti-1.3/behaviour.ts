import type { Answer } from '../../http/answer.ts';
import type { Claims } from '../../lti-1.3/claims.ts';
import type { Refusal } from '../../lti-1.3/login-request.ts';
import type { LaunchMessage } from '../../lti-1.3/message.ts';
import type { Manners, Received } from '../../lti-1.3/receive-message.ts';
import type { AdvantageTool } from '../../lti-1.3/tool.ts';

/** Parameters of an authentication request, in order. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** What the tool does wrong between the initiated login and the platform. */
export interface LoginFault {
  readonly parameters?: (right: Parameters, origin: string) => Parameters;
  readonly cookies?: (right: readonly string[]) => readonly string[];
  /** Left out: the browser is redirected to the platform's address with the parameters in the query. */
  readonly way?: 'fragment' | 'post' | 'nowhere';
}

/** What the tool's key set is from the launch on. */
export type KeySetFault = 'slow' | 'html' | 'empty' | 'single';

/** A launch that was let in. */
export interface AdvantageVisit {
  readonly tool: AdvantageTool;
  readonly platform: Received['platform'];
  readonly message: LaunchMessage;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What a tool with one behaviour does. All that is left out is done rightly. */
export interface AdvantageBehaviour {
  readonly manners?: Manners;
  /** A check nobody asked for, made after all others. */
  readonly demands?: (claims: Claims, now: number) => Refusal | null;
  /** Seconds its clock is ahead. */
  readonly clockSeconds?: number;
  /** Keeps no key of the platform and fetches none. */
  readonly keysNeverFetched?: boolean;
  readonly login?: LoginFault;
  readonly keySet?: KeySetFault;
  /** Calls services of the platform and says what came of it; in words for a page. */
  readonly calls?: (visit: AdvantageVisit) => Promise<string>;
  /** Answers a deep linking request. */
  readonly selects?: (visit: AdvantageVisit) => Promise<Answer>;
}
