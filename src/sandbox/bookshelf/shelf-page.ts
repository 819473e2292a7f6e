import type { Answer } from '../http/answer.ts';
import { html } from '../http/answer.ts';
import { escapeHtml, page } from '../http/html.ts';
import { findBook } from './catalogue.ts';
import type { Shelf } from './launch.ts';
import type { Session } from './sessions.ts';
import { contentSecurityPolicy, style } from './style.ts';

const titles: Readonly<Record<Shelf, string>> = {
  course: 'Materials of this course',
  all: 'All your materials',
  home: 'Your bookshelf',
};

/** Books of the signed-in user: those launched from the course, or all. Without a session nothing is listed. */
export function shelfPage(shelf: Shelf, session: Session | null): Answer {
  const title = titles[shelf];
  const body = `
<header><strong>Sandbox Bookshelf</strong>${session === null ? '' : `<span class="who" data-field="user-name">${escapeHtml(session.launch.user.name)}</span>`}</header>
<main class="error">
<h1 data-field="shelf">${title}</h1>
${session === null ? '<p role="alert" data-field="signed-out">You are not signed in: the session cookie was not sent back. Launch again from your course.</p>' : bookList(shelf, session)}
</main>`;
  const reason = session === null ? 'session-cookie-missing' : null;
  return html(200, page(`${title} – Sandbox Bookshelf`, style, body), contentSecurityPolicy, reason);
}

function bookList(shelf: Shelf, { launch, books }: Session): string {
  const shown = [...books]
    .filter(([, contexts]) => shelf !== 'course' || contexts.has(launch.context.id))
    .flatMap(([vbid]) => findBook(vbid) ?? []);
  if (shown.length === 0) return '<p data-field="empty">No book has been launched for you here yet.</p>';
  const entries = shown.map(
    ({ vbid, title }) =>
      `<li><a href="/reader/${encodeURIComponent(vbid)}" data-field="shelf-book">${escapeHtml(title)}</a></li>`,
  );
  return `<ul>${entries.join('')}</ul>`;
}
