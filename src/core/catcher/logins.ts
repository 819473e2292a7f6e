import type { Capture, CatcherRegistration } from '../../protocol/models/lti/catcher.ts';
import type { Random } from '../ports.ts';

/** A login that was answered with an authentication request, until its launch comes. */
export type PendingLogin = {
  captureId: string;
  registration: CatcherRegistration;
  nonce: string;
  state: string;
  targetLinkUri: string | null;
  login: NonNullable<Capture['login']>;
  startedAt: number;
};

/** The logins under way: each good once and for ten minutes, so that a launch cannot be played back. */
export type Logins = {
  /** New, unguessable values for a request. */
  draw(): { state: string; nonce: string };
  begin(login: PendingLogin): void;
  /** Ends the login with this state. `undefined` when there is none, it ran out, or it was ended before. */
  take(state: string, now: number): PendingLogin | undefined;
  /** `true` the first time, `false` when the nonce of a platform was taken before. */
  takeNonce(issuer: string, nonce: string): boolean;
};

const openMilliseconds = 600_000;
const remembered = 2000;

function remember(set: Set<string>, value: string): void {
  set.add(value);
  const [oldest] = set;
  if (set.size > remembered && oldest !== undefined) set.delete(oldest);
}

export function createLogins(random: Random): Logins {
  const pending = new Map<string, PendingLogin>();
  const nonces = new Set<string>();
  const token = (): string => Buffer.from(random.bytes(24)).toString('base64url');
  return {
    draw: () => ({ state: token(), nonce: token() }),
    begin(login) {
      pending.set(login.state, login);
      const [oldest] = pending.keys();
      if (pending.size > remembered && oldest !== undefined) pending.delete(oldest);
    },
    take(state, now) {
      const login = pending.get(state);
      pending.delete(state);
      return login !== undefined && now - login.startedAt <= openMilliseconds ? login : undefined;
    },
    takeNonce(issuer, nonce) {
      const key = JSON.stringify([issuer, nonce]);
      if (nonces.has(key)) return false;
      remember(nonces, key);
      return true;
    },
  };
}
