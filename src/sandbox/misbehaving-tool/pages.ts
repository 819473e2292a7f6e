import { advantageMisbehaviours } from '../../protocol/misbehaving/advantage/catalogue.ts';
import type { BehaviourGroup } from '../../protocol/misbehaving/catalogue.ts';
import { behaviourGroupSchema, behavioursOf, misbehavingLaunchUrl } from '../../protocol/misbehaving/catalogue.ts';
import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import { misbehavingTargetLink, toolAddressesAt } from '../../protocol/sandbox-tool.ts';
import type { Answer } from '../http/answer.ts';
import { html, withHeaders } from '../http/answer.ts';
import { escapeHtml, page } from '../http/html.ts';
import { policy, style } from './style.ts';
import type { ToolAddresses, Visit } from './tool.ts';

const groupTitles: Readonly<Record<BehaviourGroup, string>> = {
  signature: 'Signatures',
  parameters: 'Parameters and grades',
  redirects: 'Redirects',
  cookies: 'Cookies and sessions',
  frames: 'Frames',
  scripts: 'Scripts and resources',
  connection: 'Connections and bodies',
  tls: 'https',
  errorTexts: 'Error texts of platforms and libraries',
};

/** A page of the tool. `body` must be escaped already. */
export function toolPage(
  title: string,
  body: string,
  options: { status?: number; reason?: SandboxReason; policy?: string } = {},
): Answer {
  const markup = `<header><strong>Misbehaving tool</strong></header><main><h1>${escapeHtml(title)}</h1>${body}</main>`;
  return html(
    options.status ?? 200,
    page(`${title} – Misbehaving tool`, style, markup),
    options.policy ?? policy,
    options.reason ?? null,
  );
}

/** The page a launch ends on when all goes well: who came, with which rights. */
export function welcomePage({ id }: Pick<Visit, 'id'>, launch: URLSearchParams, rights = rightsOf(launch)): Answer {
  const facts: readonly (readonly [label: string, field: string, value: string])[] = [
    ['User', 'user', launch.get('user_id') ?? ''],
    ['Name', 'name', launch.get('lis_person_name_full') ?? ''],
    ['Rights', 'rights', rights],
    ['Course', 'course', launch.get('context_title') ?? ''],
    ['Behaviour', 'behaviour', id],
  ];
  const list = facts.map(
    ([label, field, value]) => `<dt>${label}</dt><dd data-field="${field}">${escapeHtml(value)}</dd>`,
  );
  return toolPage('You are in', `<dl>${list.join('')}</dl>`);
}

/** What a tool that reads roles rightly gives: instructors of the course have more rights. */
function rightsOf(launch: URLSearchParams): string {
  const roles = (launch.get('roles') ?? '').split(',').map((role) => role.trim());
  return roles.some((role) => /(?:^|[/#])Instructor$/.test(role)) ? 'instructor' : 'student';
}

/** The page where a launch was expected and none came. */
export function noLaunchPage(): Answer {
  return withHeaders(
    toolPage(
      'Missing launch',
      '<p role="alert" data-field="problem">Missing required parameter lti_message_type. Launches come by POST from a learning platform.</p>',
      { status: 405, reason: 'post-lost' },
    ),
    [['allow', 'POST']],
  );
}

/** The page where a session was expected and no cookie came. */
export function noSessionPage(): Answer {
  const text = 'State not found. Please make sure you have cookies enabled in this browser.';
  return toolPage('Not signed in', `<p role="alert" data-field="problem">${text}</p>`, {
    status: 401,
    reason: 'session-cookie-missing',
  });
}

/** All behaviours, with their addresses. */
export function indexPage({ http }: ToolAddresses): Answer {
  const groups = behaviourGroupSchema.options.map((group) => {
    const rows = behavioursOf(group).map(
      (entry) =>
        `<tr><td>${escapeHtml(entry.title)}<br><code>${escapeHtml(misbehavingLaunchUrl(http, entry))}</code></td><td>${escapeHtml(entry.sees)}</td><td>${entry.rows.join(' ')}</td></tr>`,
    );
    return `<h2>${groupTitles[group]}</h2><table><tr><th>Behaviour and launch URL</th><th>What a person sees</th><th>Failure</th></tr>${rows.join('')}</table>`;
  });
  const advantage = advantageMisbehaviours.map(
    ({ id, title, sees, rows }) =>
      `<tr><td>${escapeHtml(title)}<br><code>${escapeHtml(misbehavingTargetLink(http, id))}</code></td><td>${escapeHtml(sees)}</td><td>${rows.join(' ')}</td></tr>`,
  );
  return toolPage(
    'What this tool does wrong',
    `<p>Launch one of these addresses with LTI 1.1. <a href="/catalogue.json">The same as JSON</a>, <a href="/ca.pem">the authority of its certificates</a>.</p>${groups.join('')}<h2>LTI 1.3</h2><p>Register the tool once (login ${escapeHtml(toolAddressesAt(http).login)}, redirect URI ${escapeHtml(toolAddressesAt(http).launch)}, key set ${escapeHtml(toolAddressesAt(http).keySet)}) and launch one of these target links.</p><table><tr><th>Behaviour and target link</th><th>What a person sees</th><th>Failure</th></tr>${advantage.join('')}</table>`,
  );
}
