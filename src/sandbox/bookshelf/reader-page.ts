import type { Answer } from '../http/answer.ts';
import { html } from '../http/answer.ts';
import { escapeHtml, page } from '../http/html.ts';
import type { Book, Chapter } from './catalogue.ts';
import { allBooks, chapterAt } from './catalogue.ts';
import type { Session } from './sessions.ts';
import { contentSecurityPolicy, style } from './style.ts';

export interface ReaderView {
  readonly book: Book;
  /** Location asked for in the address; may be empty. */
  readonly location: string;
  /** Null: the session cookie did not come back, or is unknown. */
  readonly session: Session | null;
  /** Names of all cookies that came back. */
  readonly cookieNames: readonly string[];
  /** Where the browser says it shows the page (Sec-Fetch-Dest, Sec-Fetch-Site); empty when it does not say. */
  readonly shownIn: { readonly destination: string; readonly site: string };
}

/** The page a launch ends on: the book, and who has it open. */
export function readerPage(view: ReaderView): Answer {
  const { book, session } = view;
  const chapter = chapterAt(book, decodeLocation(view.location)) ?? book.chapters[0];
  const body = `
<header><strong>Sandbox Bookshelf</strong>${who(session)}</header>
${session === null ? signedOutBanner(view) : ''}
<div class="columns">
<nav aria-label="Contents"><h2>Contents</h2><ol>${book.chapters.map((entry) => contentsEntry(entry, chapter)).join('')}</ol>${instructorTools(session)}</nav>
<main>
<h1>${escapeHtml(book.title)}</h1>
<p class="by">${escapeHtml(book.author)}</p>
<h2>${escapeHtml(chapter?.title ?? '')}</h2>
<p class="text">${escapeHtml(chapter?.text ?? '')}</p>
</main>
</div>
${facts(view)}`;
  const reason = session === null ? 'session-cookie-missing' : null;
  return html(200, page(`${book.title} – Sandbox Bookshelf`, style, body), contentSecurityPolicy, reason);
}

/** What stands at the root: which books there are and how to open one. */
export function homePage(): Answer {
  const entries = allBooks().map(
    (book) => `<li><code>${escapeHtml(book.vbid)}</code> – ${escapeHtml(book.title)}</li>`,
  );
  const body = `
<header><strong>Sandbox Bookshelf</strong></header>
<main class="error">
<h1>The bookshelf is running</h1>
<p>Launch a book with a signed POST to /books/{vbid}, or to /books/book with custom_vbid. These are on the shelf:</p>
<ul>${entries.join('')}</ul>
</main>`;
  return html(200, page('Sandbox Bookshelf', style, body), contentSecurityPolicy);
}

function who(session: Session | null): string {
  if (session === null) return '<span class="who">Not signed in</span>';
  const badges = session.launch.roles.map((role) => `<span class="badge">${escapeHtml(role)}</span>`).join('');
  return `<span class="who"><span data-field="user-name">${escapeHtml(session.launch.user.name)}</span>${badges}</span>`;
}

function signedOutBanner(view: ReaderView): string {
  const framed = ['iframe', 'frame'].includes(view.shownIn.destination);
  const advice = framed
    ? 'Inside a frame of another site it is a third-party cookie. Open the launch in a window of its own, or let the tool set its cookie with SameSite=None; Secure; Partitioned.'
    : 'Check whether cookies are switched off, or are set in a way this browser refuses.';
  return `<p class="banner" role="alert" data-field="signed-out"><strong>You are not signed in: your browser blocked our cookie.</strong> The session cookie set a moment ago was not sent back. ${advice}</p>`;
}

function contentsEntry(entry: Chapter, current: Chapter | undefined): string {
  const mark = entry === current ? ' aria-current="true"' : '';
  return `<li${mark}>${escapeHtml(entry.title)}</li>`;
}

/** "Instructor launch will change the presentation within VitalSource Bookshelf." */
function instructorTools(session: Session | null): string {
  if (session?.launch.roles.includes('Instructor') !== true) return '';
  return '<div class="tools" data-field="instructor-tools"><strong>Instructor view</strong><br>Shared notes and assignments of this course.</div>';
}

function facts(view: ReaderView): string {
  const { session, book } = view;
  const launch = session?.launch;
  const context = [launch?.context.label, launch?.context.title, launch?.context.id].filter(Boolean).join(' · ');
  const account = session?.launchCount === 1 ? 'made by this launch' : `known, launch ${session?.launchCount ?? 0}`;
  const rows: readonly (readonly [id: string, label: string, value: string])[] = [
    ['user', 'User', launch === undefined ? 'unknown: not signed in' : `${launch.user.name} (${launch.user.id})`],
    ['account', 'Account', session === null ? 'unknown: not signed in' : account],
    ['role', 'Role', launch === undefined ? 'unknown: not signed in' : launch.roles.join(', ') || 'none sent'],
    ['course', 'Course', launch === undefined ? 'unknown: not signed in' : context || 'none sent'],
    ['book', 'Book', `${book.title} (${book.vbid})`],
    ['location', 'Location', view.location === '' ? 'the beginning' : decodeLocation(view.location)],
    ['target', 'Asked to open in', launch?.target ?? 'unknown: not signed in'],
    ['shown-in', 'Opened in', [view.shownIn.destination, view.shownIn.site].filter(Boolean).join(', ') || 'not told'],
    ['session-cookie', 'Session cookie', session === null ? 'not sent back' : 'sent back'],
    ['cookies', 'Cookies sent back', view.cookieNames.join(', ') || 'none'],
  ];
  const items = rows.map(([id, label, value]) => `<dt>${label}</dt><dd data-field="${id}">${escapeHtml(value)}</dd>`);
  return `<dl class="facts">${items.join('')}</dl>`;
}

/** The vendor's pages show locations both raw and percent-encoded. */
function decodeLocation(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}
