import { randomBytes } from 'node:crypto';
import { remember } from '../remember.ts';
import type { Launch } from './launch.ts';

/** A signed-in reader: the launch that brought them and the books they have been given since. */
export interface Session {
  readonly launch: Launch;
  /** Launches of this user so far, this one included: 1 means the account has just been made. */
  readonly launchCount: number;
  /** Ids of the contexts each book was launched from, by VBID. */
  readonly books: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface SessionStore {
  /** Provisions the user, adds the book if one was launched, and answers a token that signs in once. */
  admit(launch: Launch): string;
  /** Turns a token into a session id; null when the token is unknown or already spent. */
  signIn(token: string): { readonly sessionId: string; readonly launch: Launch } | null;
  find(sessionId: string): Session | null;
  clear(): void;
}

export function createSessionStore(): SessionStore {
  const tokens = new Map<string, Launch>();
  const sessions = new Map<string, Launch>();
  const users = new Map<string, { launches: number; books: Map<string, Set<string>> }>();
  return {
    admit(launch) {
      const user = users.get(launch.user.id) ?? { launches: 0, books: new Map<string, Set<string>>() };
      user.launches += 1;
      if (launch.place.kind === 'book') {
        const { vbid } = launch.place.book;
        user.books.set(vbid, new Set([...(user.books.get(vbid) ?? []), launch.context.id]));
      }
      remember(users, launch.user.id, user);
      const token = randomBytes(24).toString('base64url');
      remember(tokens, token, launch);
      return token;
    },
    signIn(token) {
      const launch = tokens.get(token);
      if (launch === undefined) return null;
      tokens.delete(token);
      const sessionId = randomBytes(24).toString('base64url');
      remember(sessions, sessionId, launch);
      return { sessionId, launch };
    },
    find(sessionId) {
      const launch = sessions.get(sessionId);
      const user = launch === undefined ? undefined : users.get(launch.user.id);
      if (launch === undefined || user === undefined) return null;
      return { launch, launchCount: user.launches, books: user.books };
    },
    clear() {
      tokens.clear();
      sessions.clear();
      users.clear();
    },
  };
}
