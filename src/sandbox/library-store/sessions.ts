import { randomBytes } from 'node:crypto';
import { remember } from '../remember.ts';

/** How someone came in and what they may do. */
export interface StoreSession {
  readonly userId: string;
  readonly by: 'lti' | 'password';
  /** `admin` only for an administrator who logged in with a password. */
  readonly rights: 'user' | 'admin';
  /** What the launch said of where it came from; empty for a login. */
  readonly origin: { readonly context: string; readonly platform: string; readonly role: string };
}

export interface StoreSessions {
  /** Returns the value of the session cookie. */
  open(session: StoreSession): string;
  find(cookie: string): StoreSession | null;
  close(cookie: string): void;
  clear(): void;
}

export const sessionCookie = 'library_session';

/** `SameSite=Lax`, as stores have it that are meant for a window of their own. The fault `cookies` changes it. */
export function sessionCookieHeader(value: string): string {
  return `${sessionCookie}=${value}; Path=/; HttpOnly; SameSite=Lax`;
}

export const expiredCookieHeader = `${sessionCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

export function createStoreSessions(): StoreSessions {
  const sessions = new Map<string, StoreSession>();
  return {
    open(session) {
      const cookie = randomBytes(24).toString('base64url');
      remember(sessions, cookie, session);
      return cookie;
    },
    find: (cookie) => sessions.get(cookie) ?? null,
    close: (cookie) => void sessions.delete(cookie),
    clear: () => sessions.clear(),
  };
}
