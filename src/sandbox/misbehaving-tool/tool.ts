import { randomBytes } from 'node:crypto';
import type { MisbehaviourId, TlsCertificate } from '../../protocol/misbehaving/catalogue.ts';
import type { Answer } from '../http/answer.ts';
import type { SandboxRequest } from '../http/request.ts';
import type { OAuthGuard } from '../oauth.ts';
import { remember } from '../remember.ts';
import type { VerifierFault } from './verifier/mistakes.ts';
import type { Voice } from './verifier/refusals.ts';

/** Where the tool's servers and its traps are. */
export interface ToolAddresses {
  readonly http: string;
  readonly https: Readonly<Record<TlsCertificate, string>>;
  /** A port of 127.0.0.1 where nothing listens. */
  readonly closedPort: number;
}

/** What behaviours work with. */
export interface Tool {
  readonly guard: OAuthGuard;
  readonly addresses: () => ToolAddresses;
  readonly sessions: Sessions;
}

/** A request to a behaviour. */
export interface Visit {
  readonly tool: Tool;
  readonly id: MisbehaviourId;
  readonly request: SandboxRequest;
  /** Query and form of the request. */
  readonly launch: URLSearchParams;
}

/** What a tool with one behaviour does. */
export interface Behaviour {
  readonly verifier?: VerifierFault;
  readonly voice?: Voice;
  /** Given instead of anything else, whatever came. */
  readonly always?: (visit: Visit) => Answer;
  /** After a launch that was verified; left out: a page that says that all went well. */
  readonly accepted?: (visit: Visit) => Answer | Promise<Answer>;
  /** After a launch that was not; left out: an error page in the behaviour's voice. */
  readonly refused?: (answer: Answer) => Answer;
  /** Pages below the launch URL, by the one segment that follows it. */
  readonly legs?: Readonly<Record<string, (visit: Visit) => Answer>>;
}

/** Launches that opened a session, by the value of its cookie. */
export interface Sessions {
  open(launch: URLSearchParams): string;
  find(id: string): URLSearchParams | null;
  clear(): void;
}

export function createSessions(): Sessions {
  const sessions = new Map<string, URLSearchParams>();
  return {
    open(launch) {
      const id = randomBytes(18).toString('base64url');
      remember(sessions, id, launch);
      return id;
    },
    find: (id) => sessions.get(id) ?? null,
    clear: () => sessions.clear(),
  };
}

/** Address of a leg of this behaviour, on the server that was asked unless another origin is given. */
export function legUrl({ request, id }: Visit, leg: string, origin = `${request.scheme}://${request.host}`): string {
  return `${origin}/launch/${id}/${leg}`;
}
