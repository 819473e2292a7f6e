import { randomBytes } from 'node:crypto';
import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import { remember } from '../remember.ts';

/** How long a login may take, in milliseconds: a person may have to sign in at the platform. */
export const loginLifetimeMs = 600_000;

/** A login that was initiated and waits for its message. */
export interface PendingLogin {
  readonly state: string;
  readonly nonce: string;
  /** Kept by the browser alone, in a cookie or in the platform's storage: whoever brings the state must bring it too. */
  readonly browserSecret: string;
  readonly platform: PlatformRegistration;
  readonly targetLinkUri: string;
  /** Frame with the platform's storage, when the platform has one. */
  readonly storageTarget: string | null;
  readonly begunAt: number;
}

export interface Logins {
  begin(login: Pick<PendingLogin, 'platform' | 'targetLinkUri' | 'storageTarget'>, now: number): PendingLogin;
  /** Null when it was never begun, is finished, or began too long ago. */
  find(state: string, now: number): PendingLogin | null;
  /** A state is good once. */
  finish(state: string): void;
  clear(): void;
}

export function createLogins(): Logins {
  const logins = new Map<string, PendingLogin>();
  return {
    begin(login, now) {
      const pending = {
        ...login,
        state: unguessable(),
        nonce: unguessable(),
        browserSecret: unguessable(),
        begunAt: now,
      };
      remember(logins, pending.state, pending);
      return pending;
    },
    find(state, now) {
      const pending = logins.get(state);
      return pending === undefined || now - pending.begunAt > loginLifetimeMs ? null : pending;
    },
    finish: (state) => void logins.delete(state),
    clear: () => logins.clear(),
  };
}

function unguessable(): string {
  return randomBytes(24).toString('base64url');
}
