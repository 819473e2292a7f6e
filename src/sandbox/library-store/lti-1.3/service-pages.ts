import type { Answer } from '../../http/answer.ts';
import { escapeHtml } from '../../http/html.ts';
import type { SandboxRequest } from '../../http/request.ts';
import { formFields } from '../../http/request.ts';
import type { Served } from '../../lti-1.3/access-token.ts';
import { getAccessToken } from '../../lti-1.3/access-token.ts';
import { findOrMakeLineItem, gradeScopes, postScore, readResults } from '../../lti-1.3/grades.ts';
import type { Member, RosterRead } from '../../lti-1.3/roster.ts';
import { readRoster, rosterScope } from '../../lti-1.3/roster.ts';
import type { AdvantageStore } from './store.ts';
import type { Guest } from './visit-page.ts';
import { guestPage } from './visit-page.ts';
import type { Visit } from './visits.ts';
import { visitPath } from './visits.ts';

/** Passes a grade back: gets a token, finds or makes the line item, posts the score. */
export async function gradePage(store: AdvantageStore, guest: Guest, request: SandboxRequest): Promise<Answer> {
  const form = formFields(request);
  const [score, maximum] = [Number(form.get('score')), Number(form.get('maximum'))];
  if (!(Number.isFinite(score) && score >= 0 && Number.isFinite(maximum) && maximum > 0)) {
    return outcomePage(
      guest,
      'Grade',
      'The score has to be a number from 0, and what it is of a number above 0.',
      false,
    );
  }
  const { message } = guest.visit;
  const passed = await withLineItem(store, guest.visit, request.now, [gradeScopes.score], ({ lineItem, token }) =>
    postScore(lineItem, token, {
      userId: message.forUser || message.subject,
      scoreGiven: score,
      scoreMaximum: maximum,
      ...(form.get('comment') ? { comment: form.get('comment') ?? '' } : {}),
      timestamp: new Date(request.now).toISOString(),
      activityProgress: form.get('activity') ?? 'Completed',
      gradingProgress: form.get('grading') ?? 'FullyGraded',
    }),
  );
  const words = passed.ok
    ? `The grade was passed back: ${score} of ${maximum}. The platform answered ${passed.value}.`
    : passed.problem;
  return outcomePage(guest, 'Grade', words, passed.ok);
}

/** Shows what the platform made of the user's scores. */
export async function resultsPage(store: AdvantageStore, guest: Guest, request: SandboxRequest): Promise<Answer> {
  const { message } = guest.visit;
  const read = await withLineItem(store, guest.visit, request.now, [gradeScopes.result], ({ lineItem, token }) =>
    readResults(lineItem, token, message.forUser || message.subject),
  );
  if (!read.ok) return outcomePage(guest, 'Results', read.problem, false);
  const rows = read.value.map(
    ({ resultScore, resultMaximum, comment }) =>
      `<tr><td data-field="result">${resultScore ?? 'none'} of ${resultMaximum ?? '?'}</td><td>${escapeHtml(comment ?? '')}</td></tr>`,
  );
  const words = read.value.length === 0 ? 'The platform has no result yet.' : `Results: ${read.value.length}.`;
  return outcomePage(
    guest,
    'Results',
    words,
    true,
    `<table><tr><th>Result</th><th>Comment</th></tr>${rows.join('')}</table>`,
  );
}

/** A token with the scopes that are granted and needed, and the line item of the link. */
async function withLineItem<Value>(
  { tool, visits }: AdvantageStore,
  visit: Visit,
  now: number,
  needed: readonly string[],
  use: (granted: { lineItem: string; token: string }) => Promise<Served<Value>>,
): Promise<Served<Value>> {
  const { platform, message } = visit;
  const { grades } = message;
  if (grades === null) return { ok: false, problem: 'The platform offers no grades for this link.' };
  const managing = visit.lineItem === '' ? [gradeScopes.lineItem] : [];
  const token = await getAccessToken(tool, { platform, now, scopes: [...needed, ...managing] });
  if (!token.ok) return token;
  const missing = needed.find((scope) => !token.value.scopes.includes(scope));
  if (missing !== undefined) return { ok: false, problem: `The platform did not grant ${missing}.` };
  const lineItem: Served<string> =
    visit.lineItem === ''
      ? await findOrMakeLineItem(grades.lineItems, token.value.token, {
          label: message.link.title || `Reading ${message.link.id}`,
          scoreMaximum: 100,
          resourceId: `reading-${message.link.id}`,
          resourceLinkId: message.link.id,
        })
      : { ok: true, value: visit.lineItem };
  if (!lineItem.ok) return lineItem;
  visits.keepLineItem(visit, lineItem.value);
  return use({ lineItem: lineItem.value, token: token.value.token });
}

/** Shows the course's members, read page by page. */
export async function rosterPage({ tool }: AdvantageStore, guest: Guest, request: SandboxRequest): Promise<Answer> {
  const { platform, message } = guest.visit;
  const limit = Math.min(1000, Math.max(1, Number(request.query.get('limit')) || 10));
  const token = await getAccessToken(tool, { platform, now: request.now, scopes: [rosterScope] });
  if (!token.ok) return outcomePage(guest, 'Roster', token.problem, false);
  const role = request.query.get('role') ?? '';
  const read = await readRoster({ url: message.rosterUrl, token: token.value.token, role, limit });
  return read.ok ? membersPage(guest, read.value) : outcomePage(guest, 'Roster', read.problem, false);
}

function membersPage(guest: Guest, { members, pages }: RosterRead): Answer {
  const words = `${members.length} members on ${pages} ${pages === 1 ? 'page' : 'pages'}.`;
  const rows = members.map(memberRow).join('');
  const head = '<tr><th>Name</th><th>Email</th><th>Roles</th><th>Status</th><th>Id</th></tr>';
  return outcomePage(guest, 'Roster', words, true, `<table aria-label="Members">${head}${rows}</table>`);
}

function memberRow({ name, email, roles, status, user_id }: Member): string {
  const short = roles.map((role) => role.split('#').at(-1) ?? role).join(', ');
  const cells = [name ?? '', email ?? '', short, status ?? 'Active', user_id];
  return `<tr data-field="member">${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

function outcomePage(guest: Guest, title: string, words: string, good: boolean, more = ''): Answer {
  const body = `<h1>${title}</h1>
<p role="${good ? 'status' : 'alert'}" data-field="outcome"${good ? '' : ' class="problem"'}>${escapeHtml(words)}</p>
${more}
<p><a href="${visitPath(guest.visit)}">Back to the library</a></p>`;
  return guestPage(guest, title, body);
}
