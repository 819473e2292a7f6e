import type { StoreAccess } from '../../protocol/sandbox-control.ts';
import type { Answer } from '../http/answer.ts';
import { escapeHtml } from '../http/html.ts';
import { findPublication } from './catalogue.ts';
import type { Visitor } from './pages.ts';
import { accessText, nameOf, storePage, totalReads } from './pages.ts';
import type { AccountProblem, StoreUser } from './users.ts';

/** What an administrator sees of the integration; the secret is not among it. */
export interface Administration {
  readonly consumerKey: string;
  readonly access: StoreAccess;
  readonly users: readonly StoreUser[];
}

const problems: Readonly<Record<AccountProblem, string>> = {
  'email-invalid': 'This is not an email address.',
  'password-short': 'The password needs at least 8 characters.',
  'email-taken': 'Another account has this email address.',
};

/** The visitor's own account: id, plan, reading statistics, and the form that lets them in without a launch. */
export function accountPage(
  visitor: Visitor,
  administration: Administration | null,
  problem: AccountProblem | null = null,
): Answer {
  const { user } = visitor;
  const rows: readonly (readonly [id: string, label: string, value: string])[] = [
    ['user-id', 'Id', user.id],
    ['name', 'Name', user.name || 'not told by the campus'],
    ['email', 'Email', user.email || 'none yet'],
    ['access', 'Access', accessText(user)],
    ['launches', 'Launches', String(user.launches)],
    ['logins', 'Logins', String(user.logins)],
  ];
  const facts = rows.map(([id, label, value]) => `<dt>${label}</dt><dd data-field="${id}">${escapeHtml(value)}</dd>`);
  const body = `
<h1>Your account</h1>
<p class="meta">What you read is counted for this account alone.</p>
<section class="card"><dl class="facts">${facts.join('')}</dl></section>
${statistics(user)}
${passwordForm(user, problem)}
${administration === null ? '' : administrationSection(administration)}`;
  return storePage(visitor, {
    title: 'Account',
    body,
    ...(problem === null ? {} : { status: 422, reason: 'account-invalid' as const }),
  });
}

function statistics(user: StoreUser): string {
  const rows = [...user.reads].map(
    ([slug, count]) => `<tr><td>${escapeHtml(findPublication(slug)?.title ?? slug)}</td><td>${count}</td></tr>`,
  );
  return `<section class="card"><h2>Reading statistics</h2><p>Opened in all: <span data-field="total-reads">${totalReads(user)}</span></p>
<table data-field="statistics"><tr><th>Publication</th><th>Opened</th></tr>${rows.join('')}</table></section>`;
}

function passwordForm(user: StoreUser, problem: AccountProblem | null): string {
  return `<section class="card"><h2>${user.hasPassword ? 'Change email and password' : 'Complete your account'}</h2>
<p>With an email and a password you can log in outside your campus. You keep the access it gave you.</p>
${problem === null ? '' : `<p class="note" role="alert" data-field="problem">${problems[problem]}</p>`}
<form action="/account" method="post">
<label for="email">Email</label><input id="email" name="email" type="email" autocomplete="username" value="${escapeHtml(user.email)}" required>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required>
<button>Save</button>
</form></section>`;
}

function administrationSection({ consumerKey, access, users }: Administration): string {
  const rows = users.map(
    (user) =>
      `<tr><td>${user.id}</td><td>${escapeHtml(nameOf(user))}</td><td>${user.launches}</td><td>${totalReads(user)}</td></tr>`,
  );
  const assigned = access.kind === 'full' ? 'full access to all publications' : `the plan “${access.plan}”`;
  return `<section class="card" data-field="administration"><h2>Administration: LTI settings</h2>
<dl class="facts"><dt>Consumer key</dt><dd>${escapeHtml(consumerKey)}</dd><dt>Shared secret</dt><dd>set</dd><dt>LTI users get</dt><dd>${escapeHtml(assigned)}</dd></dl>
<table data-field="users"><tr><th>Id</th><th>Name</th><th>Launches</th><th>Opened</th></tr>${rows.join('')}</table></section>`;
}
