import type { Answer } from '../http/answer.ts';
import { redirect } from '../http/answer.ts';
import { readCookies } from '../http/cookies.ts';
import type { SandboxRequest } from '../http/request.ts';
import { formFields } from '../http/request.ts';
import type { PathParameters, Route } from '../http/router.ts';
import { findRoute } from '../http/router.ts';
import { createNonceMemory } from '../nonce-memory.ts';
import type { OAuthGuard } from '../oauth.ts';
import { oauthDetails, verifyOAuth } from '../oauth.ts';
import { findBook } from './catalogue.ts';
import { sessionCookie, signInCookies } from './cookies.ts';
import { errorPage } from './error-pages.ts';
import type { Address, Shelf } from './launch.ts';
import { readLaunch } from './launch.ts';
import { homePage, readerPage } from './reader-page.ts';
import type { Session, SessionStore } from './sessions.ts';
import { createSessionStore } from './sessions.ts';
import { shelfPage } from './shelf-page.ts';

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

const shelves: readonly Shelf[] = ['course', 'all', 'home'];

/**
 * A bookshelf as an LTI 1.0 tool: POST /books/{vbid} → 302 /sso/{token}, which sets the cookies → 302 /reader/{vbid}
 * → the reader's page. /books, /materials and /bookshelf lead to a list of books instead.
 */
export function createBookshelf(options: BookshelfOptions): Bookshelf {
  const sessions = createSessionStore();
  // A launch may be signed up to one tolerance ahead of our clock and come again until one tolerance after.
  const guard: OAuthGuard = { ...options, nonces: createNonceMemory(2 * options.toleranceMs) };
  const launchRoute = (pattern: string, address: (path: PathParameters) => Address): Route => ({
    method: 'POST',
    pattern,
    handle: (request, path) => launch(request, guard, sessions, address(path)),
  });
  const routes: readonly Route[] = [
    { method: 'GET', pattern: '/', handle: homePage },
    {
      method: 'POST',
      pattern: '/books/',
      handle: () => errorPage('trailing-slash', 'No launch is taken at this address.'),
    },
    launchRoute('/books/book', () => ({ kind: 'book', vbid: null })),
    launchRoute('/books/:vbid', (path) => ({ kind: 'book', vbid: path.get('vbid') ?? '' })),
    launchRoute('/books', () => ({ kind: 'shelf', shelf: 'course' })),
    launchRoute('/materials', () => ({ kind: 'shelf', shelf: 'all' })),
    launchRoute('/bookshelf', () => ({ kind: 'shelf', shelf: 'home' })),
    { method: 'GET', pattern: '/sso/:token', handle: (request, path) => signIn(request, path, sessions) },
    { method: 'GET', pattern: '/reader/:vbid', handle: (request, path) => read(request, path, sessions) },
    ...shelves.map((shelf) => ({
      method: 'GET',
      pattern: `/shelf/${shelf}`,
      handle: (request: SandboxRequest) => shelfPage(shelf, sessionOf(request, sessions)),
    })),
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

function launch(request: SandboxRequest, guard: OAuthGuard, sessions: SessionStore, address: Address): Answer {
  const problem = verifyOAuth(request, guard);
  if (problem !== null) return errorPage(problem, oauthDetails[problem]);
  const parameters = new URLSearchParams([...request.query, ...formFields(request)]);
  const result = readLaunch(parameters, address);
  if (!result.ok) return errorPage(result.reason, result.detail);
  return redirect(`http://${request.host}/sso/${sessions.admit(result.launch)}`);
}

function signIn(request: SandboxRequest, path: PathParameters, sessions: SessionStore): Answer {
  const admitted = sessions.signIn(path.get('token') ?? '');
  if (admitted === null) return errorPage('sso-token-spent', 'This sign-in address is not valid any more.');
  const { place, location } = admitted.launch;
  if (place.kind === 'shelf') {
    return redirect(`http://${request.host}/shelf/${place.shelf}`, signInCookies(admitted.sessionId));
  }
  const { book } = place;
  const query = location === '' ? '' : `?${new URLSearchParams({ location })}`;
  const reader = `http://${request.host}/reader/${encodeURIComponent(book.vbid)}${query}`;
  return redirect(reader, signInCookies(admitted.sessionId));
}

function read(request: SandboxRequest, path: PathParameters, sessions: SessionStore): Answer {
  const book = findBook(path.get('vbid') ?? '');
  if (book === null) return errorPage('book-unknown', 'There is no such book.');
  const cookies = readCookies(request.headers.cookie);
  const session = sessionOf(request, sessions);
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

function sessionOf(request: SandboxRequest, sessions: SessionStore): Session | null {
  return sessions.find(readCookies(request.headers.cookie).get(sessionCookie) ?? '');
}

function headerText(request: SandboxRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
