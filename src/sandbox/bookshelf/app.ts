import type { Answer } from '../http/answer.ts';
import { redirect } from '../http/answer.ts';
import type { SandboxRequest } from '../http/request.ts';
import { formFields } from '../http/request.ts';
import type { PathParameters, Route } from '../http/router.ts';
import { findRoute } from '../http/router.ts';
import { createNonceMemory } from '../nonce-memory.ts';
import { findBook } from './catalogue.ts';
import { readCookies, sessionCookie, signInCookies } from './cookies.ts';
import { errorPage } from './error-pages.ts';
import { readLaunch } from './launch.ts';
import type { OAuthGuard, OAuthProblem } from './oauth.ts';
import { verifyOAuth } from './oauth.ts';
import { homePage, readerPage } from './reader-page.ts';
import type { SessionStore } from './sessions.ts';
import { createSessionStore } from './sessions.ts';

export interface BookshelfOptions {
  readonly consumerKey: string;
  readonly secret: string;
  readonly toleranceMs: number;
}

export interface Bookshelf {
  handle(request: SandboxRequest): Answer;
  /** Forgets users, sessions and nonces. */
  reset(): void;
}

const oauthDetails: Record<OAuthProblem, string> = {
  'oauth-parameter-missing': 'The launch lacks one of the OAuth parameters.',
  'oauth-parameter-repeated': 'An OAuth parameter was sent more than once.',
  'oauth-version': 'The launch names an OAuth version other than 1.0.',
  'consumer-key-unknown': 'No account has this oauth_consumer_key.',
  'signature-method': 'The launch is signed with a method other than HMAC-SHA1.',
  'timestamp-stale': 'oauth_timestamp is too far from our clock.',
  'signature-mismatch': 'The signature sent is not the one we calculated for this request.',
  'nonce-reused': 'This oauth_nonce was used before.',
};

/**
 * A bookshelf as an LTI 1.0 tool: POST /books/{vbid} → 302 /sso/{token}, which sets the cookies → 302 /reader/{vbid}
 * → the reader's page.
 */
export function createBookshelf(options: BookshelfOptions): Bookshelf {
  const sessions = createSessionStore();
  // A launch may be signed up to one tolerance ahead of our clock and come again until one tolerance after.
  const guard: OAuthGuard = { ...options, nonces: createNonceMemory(2 * options.toleranceMs) };
  const routes: readonly Route[] = [
    { method: 'GET', pattern: '/', handle: homePage },
    {
      method: 'POST',
      pattern: '/books/',
      handle: () => errorPage('trailing-slash', 'No launch is taken at this address.'),
    },
    { method: 'POST', pattern: '/books/book', handle: (request) => launch(request, guard, sessions, null) },
    {
      method: 'POST',
      pattern: '/books/:vbid',
      handle: (request, path) => launch(request, guard, sessions, path.get('vbid') ?? ''),
    },
    { method: 'GET', pattern: '/sso/:token', handle: (request, path) => signIn(request, path, sessions) },
    { method: 'GET', pattern: '/reader/:vbid', handle: (request, path) => read(request, path, sessions) },
  ];
  return {
    handle(request) {
      const found = findRoute(routes, request.method, request.path);
      return found === null
        ? errorPage('unknown-path', 'There is nothing at this address.')
        : found.route.handle(request, found.path);
    },
    reset() {
      sessions.clear();
      guard.nonces.forget();
    },
  };
}

function launch(request: SandboxRequest, guard: OAuthGuard, sessions: SessionStore, vbid: string | null): Answer {
  const problem = verifyOAuth(request, guard);
  if (problem !== null) return errorPage(problem, oauthDetails[problem]);
  const parameters = new URLSearchParams([...request.query, ...formFields(request)]);
  const result = readLaunch(parameters, vbid);
  if (!result.ok) return errorPage(result.reason, result.detail);
  return redirect(`http://${request.host}/sso/${sessions.admit(result.launch)}`);
}

function signIn(request: SandboxRequest, path: PathParameters, sessions: SessionStore): Answer {
  const admitted = sessions.signIn(path.get('token') ?? '');
  if (admitted === null) return errorPage('sso-token-spent', 'This sign-in address is not valid any more.');
  const { book, location } = admitted.launch;
  const query = location === '' ? '' : `?${new URLSearchParams({ location })}`;
  const reader = `http://${request.host}/reader/${encodeURIComponent(book.vbid)}${query}`;
  return redirect(reader, signInCookies(admitted.sessionId));
}

function read(request: SandboxRequest, path: PathParameters, sessions: SessionStore): Answer {
  const book = findBook(path.get('vbid') ?? '');
  if (book === null) return errorPage('book-unknown', 'There is no such book.');
  const cookies = readCookies(request.headers.cookie);
  const session = sessions.find(cookies.get(sessionCookie) ?? '');
  if (session !== null && !session.books.has(book.vbid)) {
    return errorPage('book-not-in-library', 'This book is not in your library.');
  }
  return readerPage({
    book,
    location: request.query.get('location') ?? '',
    session,
    cookieNames: [...cookies.keys()],
    shownIn: {
      destination: headerText(request, 'sec-fetch-dest'),
      site: headerText(request, 'sec-fetch-site'),
    },
  });
}

function headerText(request: SandboxRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
