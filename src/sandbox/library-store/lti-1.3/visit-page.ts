import type { Answer } from '../../http/answer.ts';
import { html } from '../../http/answer.ts';
import { escapeHtml, page } from '../../http/html.ts';
import type { LaunchMessage } from '../../lti-1.3/message.ts';
import { allPublications, findPublication } from '../catalogue.ts';
import { refusalPage, totalReads } from '../pages.ts';
import { contentSecurityPolicy, style } from '../style.ts';
import type { StoreUser } from '../users.ts';
import { mayRead } from '../users.ts';
import type { Visit } from './visits.ts';
import { visitPath } from './visits.ts';

/** A visit with the account of its user. */
export interface Guest {
  readonly visit: Visit;
  readonly user: StoreUser | null;
}

/** A page of a visit. `body` must be escaped already. */
export function guestPage({ visit }: Guest, title: string, body: string, status = 200): Answer {
  const markup = `
<header><strong><a href="${visitPath(visit)}">Sandbox Library</a></strong><nav><span data-field="visitor">${escapeHtml(guestName(visit.message))}</span></nav></header>
<main>${body}</main>`;
  return html(status, page(`${title} – Sandbox Library`, style, markup), contentSecurityPolicy);
}

export function guestName({ name, subject }: LaunchMessage): string {
  return name || subject || 'Anonymous reader';
}

/** The library for who came by a resource link: books, and what the platform's services offer. */
export function libraryPageFor(guest: Guest): Answer {
  const { visit, user } = guest;
  const { message } = visit;
  const body = `
<h1>Welcome, <span data-field="name">${escapeHtml(guestName(message))}</span></h1>
<p class="meta"><span data-field="way">${escapeHtml(wayOf(message))}</span>${user === null ? '' : ` · id <span data-field="user-id">${user.id}</span> · <span data-field="total-reads">${totalReads(user)}</span> opened`}</p>
${review(message)}
<ul class="shelf">${allPublications()
    .map((publication) => {
      const open = user === null ? publication.inPlans : mayRead(user, 'user', publication);
      const link = open
        ? `<a href="${visitPath(visit, `read/${publication.slug}`)}">Read</a>`
        : '<span data-field="locked">not in your plan</span>';
      return `<li${open ? '' : ' class="locked"'}><div class="cover">${escapeHtml(publication.title)}</div><div class="about"><b>${escapeHtml(publication.author)}</b>${link}</div></li>`;
    })
    .join('')}</ul>
${gradeSection(visit)}
${rosterSection(visit)}
${factsSection(visit)}`;
  return guestPage(guest, 'Library', body);
}

function wayOf({ course, platformName, link }: LaunchMessage): string {
  const from = [course, platformName].filter(Boolean).join(', ');
  return `${link.title === '' ? 'Launched' : `“${link.title}”`}${from === '' ? '' : ` from ${from}`}`;
}

function review({ type, forUser }: LaunchMessage): string {
  return type === 'LtiSubmissionReviewRequest'
    ? `<p class="note" data-field="review">You review what ${escapeHtml(forUser || 'a reader')} has read.</p>`
    : '';
}

const progress = {
  activity: ['Completed', 'Submitted', 'InProgress', 'Started', 'Initialized'],
  grading: ['FullyGraded', 'PendingManual', 'Pending', 'NotReady', 'Failed'],
} as const;

function choice(name: string, label: string, values: readonly string[]): string {
  const options = values.map((value) => `<option>${value}</option>`);
  return `<div><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.join('')}</select></div>`;
}

function gradeSection(visit: Visit): string {
  const { grades, subject, forUser } = visit.message;
  const heading = '<h2>Grade</h2>';
  if (grades === null) {
    return `<section class="card">${heading}<p data-field="grades">The platform offers no grades for this link.</p></section>`;
  }
  if (subject === '' && forUser === '') {
    return `<section class="card">${heading}<p data-field="grades">The launch says nothing of its user, so nobody can be graded.</p></section>`;
  }
  return `<section class="card">${heading}<p data-field="grades">Granted: ${escapeHtml(grades.scopes.map(shortScope).join(', ') || 'nothing')}</p>
<form action="${visitPath(visit, 'grade')}" method="post"><div class="row">
<div><label for="score">Score</label><input id="score" name="score" type="number" step="any" min="0" value="85" required></div>
<div><label for="maximum">Of</label><input id="maximum" name="maximum" type="number" step="any" min="0.01" value="100" required></div>
${choice('activity', 'Activity', progress.activity)}${choice('grading', 'Grading', progress.grading)}</div>
<label for="comment">Comment</label><input id="comment" name="comment">
<button>Pass the grade back</button></form>
<form action="${visitPath(visit, 'results')}" method="get"><button class="quiet">Read the results</button></form></section>`;
}

function shortScope(scope: string): string {
  return scope.split('/').at(-1) ?? scope;
}

function rosterSection(visit: Visit): string {
  const heading = '<h2>Roster</h2>';
  if (visit.message.rosterUrl === '') {
    return `<section class="card">${heading}<p data-field="roster">The platform offers no roster for this course.</p></section>`;
  }
  return `<section class="card">${heading}<form action="${visitPath(visit, 'roster')}" method="get"><div class="row">
<div><label for="role">Role</label><select id="role" name="role"><option value="">everyone</option><option>Learner</option><option>Instructor</option></select></div>
<div><label for="limit">Members per page</label><input id="limit" name="limit" type="number" min="1" max="1000" value="10"></div></div>
<button>Read the roster</button></form></section>`;
}

function factsSection({ message, platform }: Visit): string {
  const facts: readonly (readonly [id: string, label: string, value: string])[] = [
    ['message-type', 'Message', message.type],
    ['roles', 'Roles', message.roles.join('\n')],
    ['link-id', 'Resource link', message.link.id],
    ['deployment', 'Deployment', message.deploymentId],
    ['issuer', 'Issuer', platform.issuer],
    ['client-id', 'Client id', platform.clientId],
    [
      'custom',
      'Custom',
      Object.entries(message.custom)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    ],
  ];
  const list = facts.map(([id, label, value]) => `<dt>${label}</dt><dd data-field="${id}">${escapeHtml(value)}</dd>`);
  return `<section class="card"><h2>What the platform said</h2><dl class="facts">${list.join('')}</dl></section>`;
}

export function readingPageFor(guest: Guest, slug: string): Answer {
  const { visit, user } = guest;
  const publication = findPublication(slug);
  if (publication === null) return refusalPage(404, 'Not found', 'There is no such publication.', 'unknown-path');
  const open = user === null ? publication.inPlans : mayRead(user, 'user', publication);
  if (!open) {
    const detail = 'The plan you were given does not hold this publication.';
    return refusalPage(403, 'Not in your plan', detail, 'not-in-plan');
  }
  const body = `
<h1 data-field="title">${escapeHtml(publication.title)}</h1>
<p class="meta">${escapeHtml(publication.author)}</p>
<article>${escapeHtml(publication.text)}</article>
<p><a href="${visitPath(visit)}">To the library</a></p>
${gradeSection(visit)}`;
  return guestPage(guest, publication.title, body);
}
