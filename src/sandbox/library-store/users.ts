import { randomBytes, scryptSync } from 'node:crypto';
import type { StoreAccess } from '../../protocol/sandbox-control.ts';
import { storeAdminUserId } from '../../protocol/sandbox-control.ts';
import { remember } from '../remember.ts';
import { sameText } from '../same-text.ts';
import type { Publication } from './catalogue.ts';

/** An account of the store. */
export interface StoreUser {
  /** Alphanumeric, made at the first launch. */
  readonly id: string;
  /** `user_id` of the launches. */
  readonly ltiUserId: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly access: StoreAccess;
  readonly launches: number;
  readonly logins: number;
  /** Empty until the user completes the account. */
  readonly email: string;
  readonly hasPassword: boolean;
  /** How often each publication was opened, by its slug. */
  readonly reads: ReadonlyMap<string, number>;
}

/** What a launch says about its user; empty where it says nothing. */
export interface Arrival {
  readonly ltiUserId: string;
  readonly name: string;
}

export type AccountProblem = 'email-invalid' | 'password-short' | 'email-taken';

export interface UserStore {
  /** The account of this user, made on the first launch and found again later. Each launch gives it the integration's access of that moment. */
  arrive(arrival: Arrival, access: StoreAccess): StoreUser;
  find(id: string): StoreUser | null;
  /** Sets the email and password that let the user in without a launch. Null when they are stored. */
  complete(id: string, email: string, password: string): AccountProblem | null;
  /** The user with this email and password, or null. */
  logIn(email: string, password: string): StoreUser | null;
  countRead(id: string, publication: Publication): void;
  all(): readonly StoreUser[];
  clear(): void;
}

interface Password {
  readonly salt: Buffer;
  readonly hash: string;
}

const shortestPassword = 8;

export function createUserStore(): UserStore {
  const users = new Map<string, StoreUser>();
  const passwords = new Map<string, Password>();

  const keep = (user: StoreUser): StoreUser => {
    remember(users, user.id, user);
    return user;
  };
  return {
    arrive({ ltiUserId, name }, access) {
      const known = [...users.values()].find((user) => user.ltiUserId === ltiUserId);
      if (known !== undefined)
        return keep({ ...known, name: name || known.name, access, launches: known.launches + 1 });
      return keep({
        id: newId(users),
        ltiUserId,
        name,
        isAdmin: ltiUserId === storeAdminUserId,
        access,
        launches: 1,
        logins: 0,
        email: '',
        hasPassword: false,
        reads: new Map(),
      });
    },
    find: (id) => users.get(id) ?? null,
    complete(id, email, password) {
      const user = users.get(id);
      const address = email.trim().toLowerCase();
      if (user === undefined || !/^[^\s@]+@[^\s@]+$/.test(address)) return 'email-invalid';
      if ([...password].length < shortestPassword) return 'password-short';
      if ([...users.values()].some((other) => other.id !== id && other.email === address)) return 'email-taken';
      const salt = randomBytes(16);
      passwords.set(id, { salt, hash: hashOf(password, salt) });
      keep({ ...user, email: address, hasPassword: true });
      return null;
    },
    logIn(email, password) {
      const address = email.trim().toLowerCase();
      const user = [...users.values()].find((candidate) => candidate.hasPassword && candidate.email === address);
      const kept = user === undefined ? undefined : passwords.get(user.id);
      if (user === undefined || kept === undefined) return null;
      return sameText(hashOf(password, kept.salt), kept.hash) ? keep({ ...user, logins: user.logins + 1 }) : null;
    },
    countRead(id, { slug }) {
      const user = users.get(id);
      if (user !== undefined)
        keep({ ...user, reads: new Map([...user.reads, [slug, (user.reads.get(slug) ?? 0) + 1]]) });
    },
    all: () => [...users.values()],
    clear() {
      users.clear();
      passwords.clear();
    },
  };
}

/** Whether the user may open it: everything with full access or as an administrator, else what plans hold. */
export function mayRead(user: StoreUser, rights: 'user' | 'admin', publication: Publication): boolean {
  return rights === 'admin' || user.access.kind === 'full' || publication.inPlans;
}

/** Ten letters and digits that nobody has yet. */
function newId(taken: ReadonlyMap<string, unknown>): string {
  const id = BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(10, '0')
    .slice(-10);
  return taken.has(id) ? newId(taken) : id;
}

function hashOf(password: string, salt: Buffer): string {
  return scryptSync(password, salt, 32, { N: 1024 }).toString('base64');
}
