import type { SandboxReason, StoreAccess } from '../../protocol/sandbox-control.ts';
import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import type { Answer } from '../http/answer.ts';
import { redirect } from '../http/answer.ts';
import { readCookies } from '../http/cookies.ts';
import type { SandboxRequest } from '../http/request.ts';
import { formFields } from '../http/request.ts';
import type { PathParameters, Route } from '../http/router.ts';
import { findRoute } from '../http/router.ts';
import { createAdvantageTool } from '../lti-1.3/tool.ts';
import { createNonceMemory } from '../nonce-memory.ts';
import type { OAuthGuard } from '../oauth.ts';
import { oauthDetails, verifyOAuth } from '../oauth.ts';
import { accountPage } from './account-page.ts';
import { findPublication } from './catalogue.ts';
import { readStoreLaunch } from './launch.ts';
import { advantageRoutes } from './lti-1.3/routes.ts';
import { createVisits } from './lti-1.3/visits.ts';
import type { Visitor } from './pages.ts';
import { libraryPage, loginPage, readingPage, refusalPage } from './pages.ts';
import type { StoreSessions } from './sessions.ts';
import { createStoreSessions, expiredCookieHeader, sessionCookie, sessionCookieHeader } from './sessions.ts';
import type { UserStore } from './users.ts';
import { createUserStore, mayRead } from './users.ts';

export interface LibraryStoreOptions {
  readonly consumerKey: string;
  readonly secret: string;
  /** At the start: {@link LibraryStore.setAccess} changes it. */
  readonly access: StoreAccess;
  readonly toleranceMs: number;
}

export interface LibraryStore {
  handle(request: SandboxRequest): Answer | Promise<Answer>;
  /** What users get from their next launch on. */
  setAccess(access: StoreAccess): void;
  /** Lets a platform launch the store by LTI 1.3. */
  registerPlatform(platform: PlatformRegistration): void;
  /** Forgets users, sessions, visits, logins and nonces. */
  reset(): void;
}

/** What the handlers work with. */
interface Store {
  readonly options: LibraryStoreOptions;
  readonly users: UserStore;
  readonly sessions: StoreSessions;
  readonly guard: OAuthGuard;
  access(): StoreAccess;
}

const oauthTitles = new Map<SandboxReason, string>([
  ['consumer-key-unknown', 'Unknown consumer key'],
  ['signature-mismatch', 'Invalid signature'],
  ['timestamp-stale', 'Timestamp refused'],
  ['nonce-reused', 'Nonce already used'],
]);

/**
 * A digital store as a tool of LTI 1.1 and, below /lti, of LTI 1.3. In LTI 1.1, POST /auth/lti makes the user's account or finds it, opens a login session and redirects to
 * the library. Pages need that session; users who have completed their account can open one with their password.
 */
export function createLibraryStore(options: LibraryStoreOptions): LibraryStore {
  const guard: OAuthGuard = { ...options, nonces: createNonceMemory(2 * options.toleranceMs) };
  let { access } = options;
  const store: Store = {
    options,
    guard,
    users: createUserStore(),
    sessions: createStoreSessions(),
    access: () => access,
  };
  const on = (
    method: string,
    pattern: string,
    handle: (store: Store, request: SandboxRequest, path: PathParameters) => Answer,
  ): Route => ({ method, pattern, handle: (request, path) => handle(store, request, path) });
  const advantage = { tool: createAdvantageTool(), visits: createVisits(), users: store.users, access: store.access };
  const routes: readonly Route<Answer | Promise<Answer>>[] = [
    ...advantageRoutes(advantage),
    on('POST', '/auth/lti', launch),
    on('GET', '/auth/lti', launchByGet),
    on('GET', '/', home),
    on('GET', '/library', home),
    on('GET', '/login', () => loginPage()),
    on('POST', '/login', logIn),
    on('POST', '/logout', logOut),
    on('GET', '/account', account),
    on('POST', '/account', completeAccount),
    on('GET', '/read/:slug', read),
  ];
  return {
    handle(request) {
      const found = findRoute(routes, request.method, request.path);
      return found === null
        ? refusalPage(404, 'Not found', 'There is nothing at this address.', 'unknown-path')
        : found.route.handle(request, found.path);
    },
    setAccess(chosen) {
      access = chosen;
    },
    registerPlatform: (platform) => advantage.tool.platforms.register(platform),
    reset() {
      store.users.clear();
      store.sessions.clear();
      guard.nonces.forget();
      advantage.tool.reset();
      advantage.visits.clear();
    },
  };
}

function launch({ guard, users, sessions, access }: Store, request: SandboxRequest): Answer {
  const problem = verifyOAuth(request, guard);
  if (problem !== null) {
    return refusalPage(401, oauthTitles.get(problem) ?? 'Launch refused', oauthDetails[problem], problem);
  }
  const result = readStoreLaunch(new URLSearchParams([...request.query, ...formFields(request)]));
  if (!result.ok) return refusalPage(400, 'Launch refused', result.detail, result.reason);
  const { arrival, context, platform, role } = result.launch;
  const user = users.arrive(arrival, access());
  // "If the identifier is an admin account the session is started with plain user rights."
  const cookie = sessions.open({ userId: user.id, by: 'lti', rights: 'user', origin: { context, platform, role } });
  return redirect(`http://${request.host}/library`, [sessionCookieHeader(cookie)]);
}

function launchByGet(): Answer {
  const detail = 'Launches come by POST, from a learning platform. Opening this address by hand shows nothing.';
  return refusalPage(405, 'Launch by POST', detail, 'unknown-path');
}

function home(store: Store, request: SandboxRequest): Answer {
  const visitor = visitorOf(store, request);
  if (visitor !== null) return libraryPage(visitor);
  return request.path === '/' ? loginPage() : signedOut();
}

/** The page a launch ends on when the browser held the cookie back, and any page opened without a session. */
function signedOut(): Answer {
  return loginPage({
    status: 401,
    reason: 'session-cookie-missing',
    text: 'You are not signed in: no session cookie came back. If you have just come from your campus, your browser blocked it; open the library in a window of its own.',
  });
}

function logIn({ users, sessions }: Store, request: SandboxRequest): Answer {
  const form = formFields(request);
  const user = users.logIn(form.get('email') ?? '', form.get('password') ?? '');
  if (user === null) {
    const text = 'No account has this email and password. The first time, come in through your campus.';
    return loginPage({ status: 401, reason: 'login-failed', text });
  }
  const rights = user.isAdmin ? 'admin' : 'user';
  const cookie = sessions.open({
    userId: user.id,
    by: 'password',
    rights,
    origin: { context: '', platform: '', role: '' },
  });
  return redirect(`http://${request.host}/library`, [sessionCookieHeader(cookie)]);
}

function logOut({ sessions }: Store, request: SandboxRequest): Answer {
  sessions.close(cookieOf(request));
  return redirect(`http://${request.host}/`, [expiredCookieHeader]);
}

function account(store: Store, request: SandboxRequest): Answer {
  const visitor = visitorOf(store, request);
  return visitor === null ? signedOut() : accountPage(visitor, administrationFor(store, visitor));
}

function completeAccount(store: Store, request: SandboxRequest): Answer {
  const visitor = visitorOf(store, request);
  if (visitor === null) return signedOut();
  const form = formFields(request);
  const problem = store.users.complete(visitor.user.id, form.get('email') ?? '', form.get('password') ?? '');
  if (problem !== null) return accountPage(visitor, administrationFor(store, visitor), problem);
  return redirect(`http://${request.host}/account`);
}

function read(store: Store, request: SandboxRequest, path: PathParameters): Answer {
  const visitor = visitorOf(store, request);
  if (visitor === null) return signedOut();
  const publication = findPublication(path.get('slug') ?? '');
  if (publication === null) return refusalPage(404, 'Not found', 'There is no such publication.', 'unknown-path');
  if (!mayRead(visitor.user, visitor.session.rights, publication)) {
    return refusalPage(
      403,
      'Not in your plan',
      'The plan you were given does not hold this publication.',
      'not-in-plan',
    );
  }
  store.users.countRead(visitor.user.id, publication);
  return readingPage(visitorOf(store, request) ?? visitor, publication);
}

function administrationFor({ options, users, access }: Store, { session }: Visitor) {
  if (session.rights !== 'admin') return null;
  return { consumerKey: options.consumerKey, access: access(), users: users.all() };
}

function visitorOf({ users, sessions }: Store, request: SandboxRequest): Visitor | null {
  const session = sessions.find(cookieOf(request));
  const user = session === null ? null : users.find(session.userId);
  return session === null || user === null ? null : { user, session };
}

function cookieOf(request: SandboxRequest): string {
  return readCookies(request.headers.cookie).get(sessionCookie) ?? '';
}
