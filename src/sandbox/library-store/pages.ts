import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import type { Answer } from '../http/answer.ts';
import { html } from '../http/answer.ts';
import { escapeHtml, page } from '../http/html.ts';
import type { Publication } from './catalogue.ts';
import { allPublications } from './catalogue.ts';
import type { StoreSession } from './sessions.ts';
import { contentSecurityPolicy, style } from './style.ts';
import type { StoreUser } from './users.ts';
import { mayRead } from './users.ts';

/** Someone who is signed in. */
export interface Visitor {
  readonly user: StoreUser;
  readonly session: StoreSession;
}

/** A page of the store with its head. `body` must be escaped already. */
export function storePage(
  visitor: Visitor | null,
  options: { title: string; body: string; status?: number; reason?: SandboxReason; narrow?: boolean },
): Answer {
  const markup = `
<header><strong><a href="/">Sandbox Library</a></strong>${visitor === null ? '' : navigation(visitor)}</header>
<main${options.narrow === true ? ' class="narrow"' : ''}>${options.body}</main>`;
  return html(
    options.status ?? 200,
    page(`${options.title} – Sandbox Library`, style, markup),
    contentSecurityPolicy,
    options.reason ?? null,
  );
}

function navigation({ user, session }: Visitor): string {
  const badge = session.rights === 'admin' ? '<span class="badge" data-field="rights">Administrator</span>' : '';
  return `<nav><span data-field="visitor">${escapeHtml(nameOf(user))}</span>${badge}<a href="/account">Account and statistics</a><form action="/logout" method="post"><button>Log out</button></form></nav>`;
}

export function nameOf(user: StoreUser): string {
  return user.name || user.email || user.id;
}

/** The words for what a user may read. */
export function accessText(user: StoreUser): string {
  return user.access.kind === 'full' ? 'full access to all publications' : `plan “${user.access.plan}”`;
}

/** The shelf, with what the user's plan leaves out marked as locked. */
export function libraryPage(visitor: Visitor): Answer {
  const { user, session } = visitor;
  const items = allPublications().map((publication) => shelfItem(visitor, publication));
  const arrived = [session.origin.context, session.origin.platform].filter(Boolean).join(', ');
  const way =
    session.by === 'lti' ? `Launched${arrived === '' ? '' : ` from ${arrived}`}` : 'Logged in with a password';
  const body = `
<h1>Welcome${user.launches + user.logins > 1 ? ' back' : ''}, <span data-field="name">${escapeHtml(nameOf(user))}</span></h1>
<p class="meta"><span data-field="way">${escapeHtml(way)}</span> · <span data-field="access">${escapeHtml(accessText(user))}</span> · id <span data-field="user-id">${user.id}</span> · <span data-field="total-reads">${totalReads(user)}</span> opened</p>
${adminNote(visitor)}
<ul class="shelf">${items.join('')}</ul>`;
  return storePage(visitor, { title: 'Library', body });
}

function adminNote({ user, session }: Visitor): string {
  if (!user.isAdmin || session.rights === 'admin') return '';
  return '<p class="note" data-field="plain-session">This account is an administrator’s. A session that starts with a launch has plain user rights: set a password under Account, and log in directly to administer the store.</p>';
}

function shelfItem({ user, session }: Visitor, publication: Publication): string {
  const { slug, title, author } = publication;
  const about = `<div class="cover">${escapeHtml(title)}</div><div class="about"><b>${escapeHtml(author)}</b>`;
  if (!mayRead(user, session.rights, publication)) {
    return `<li class="locked" data-field="locked">${about}not in your plan</div></li>`;
  }
  const reads = user.reads.get(slug) ?? 0;
  return `<li>${about}<a href="/read/${slug}" data-field="readable">Read</a> · opened ${reads}×</div></li>`;
}

export function totalReads(user: StoreUser): number {
  return [...user.reads.values()].reduce((sum, count) => sum + count, 0);
}

export function readingPage(visitor: Visitor, { slug, title, author, text }: Publication): Answer {
  const body = `
<h1 data-field="title">${escapeHtml(title)}</h1>
<p class="meta">${escapeHtml(author)} · you have opened this <span data-field="reads">${visitor.user.reads.get(slug) ?? 0}</span>×</p>
<article>${escapeHtml(text)}</article>
<p><a href="/library">Back to the library</a></p>`;
  return storePage(visitor, { title, body });
}

/** The front door for someone who is not signed in. */
export function loginPage(problem?: { status: number; text: string; reason: SandboxReason }): Answer {
  const body = `
<h1>Sandbox Library</h1>
<p class="meta">Come in through your campus: its course page launches the library and no password is needed. If you have completed your account, you can also log in here.</p>
${problem === undefined ? '' : `<p class="note" role="alert" data-field="problem">${escapeHtml(problem.text)}</p>`}
<form action="/login" method="post">
<label for="email">Email</label><input id="email" name="email" type="email" autocomplete="username" required>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Log in</button>
</form>`;
  return storePage(null, {
    title: 'Log in',
    body,
    narrow: true,
    ...(problem === undefined ? {} : { status: problem.status, reason: problem.reason }),
  });
}

/** Why a launch or a page was refused. `detail` is escaped here. */
export function refusalPage(status: number, title: string, detail: string, reason: SandboxReason): Answer {
  const body = `<h1>${escapeHtml(title)}</h1><p data-field="detail">${escapeHtml(detail)}</p>`;
  return storePage(null, { title, body, status, reason });
}
