import type { Answer } from '../../http/answer.ts';
import { html } from '../../http/answer.ts';
import { escapeHtml, page, policyForStorage } from '../../http/html.ts';
import type { SandboxRequest } from '../../http/request.ts';
import { formFields } from '../../http/request.ts';
import type { OpenidConfiguration } from '../../lti-1.3/dynamic-registration.ts';
import { readOpenidConfiguration, registerWith } from '../../lti-1.3/dynamic-registration.ts';
import { openidConfiguration } from '../../lti-1.3/tool-configuration.ts';
import { refusalPage, storePage } from '../pages.ts';
import { style } from '../style.ts';
import type { AdvantageStore } from './store.ts';
import { addressesOf, storeName } from './store.ts';

/** What an administrator needs to register the store, and which platforms it knows. */
export function setUpPage({ tool }: AdvantageStore, request: SandboxRequest): Answer {
  const addresses = addressesOf(request);
  const rows: readonly (readonly [id: string, label: string, value: string])[] = [
    ['login', 'Login initiation URL', addresses.login],
    ['launch', 'Redirect URI and target link', addresses.launch],
    ['jwks', 'Key set URL', addresses.keySet],
    ['registration', 'Registration URL', addresses.registration],
    ['canvas', 'As JSON for Canvas', addresses.canvas],
    ['openid', 'As it registers itself', addresses.openid],
  ];
  const facts = rows.map(([id, label, value]) => `<dt>${label}</dt><dd data-field="${id}">${escapeHtml(value)}</dd>`);
  const platforms = tool.platforms
    .list()
    .map(
      ({ issuer, clientId, deploymentIds }) =>
        `<tr data-field="platform"><td>${escapeHtml(issuer)}</td><td>${escapeHtml(clientId)}</td><td>${escapeHtml(deploymentIds.join(', ') || 'the first that launches')}</td></tr>`,
    );
  const body = `
<h1>LTI 1.3</h1>
<p class="meta">Register the library with a learning platform on this computer.</p>
<section class="card"><dl class="facts">${facts.join('')}</dl></section>
<section class="card"><h2>Platforms that may launch</h2><table><tr><th>Issuer</th><th>Client id</th><th>Deployments</th></tr>${platforms.join('')}</table></section>`;
  return storePage(null, { title: 'LTI 1.3', body });
}

/** Where dynamic registration begins: shows who asks, and registers when the administrator agrees (Dynamic Registration 1.0 §3.1). */
export async function registrationPage(request: SandboxRequest): Promise<Answer> {
  const url = request.query.get('openid_configuration') ?? '';
  if (url === '') return refused('The address lacks openid_configuration. Begin the registration in the platform.');
  const read = await readOpenidConfiguration(url);
  if (!read.ok) return refused(read.problem);
  const { value: configuration } = read;
  const token = request.query.get('registration_token') ?? '';
  const body = `
<h1>Register the library</h1>
<p class="meta">This platform wants to launch it:</p>
<section class="card"><dl class="facts"><dt>Issuer</dt><dd data-field="issuer">${escapeHtml(configuration.issuer)}</dd><dt>Registration</dt><dd>${escapeHtml(configuration.registration_endpoint)}</dd></dl>
<form action="/lti/register" method="post">
<input type="hidden" name="openid_configuration" value="${escapeHtml(url)}"><input type="hidden" name="registration_token" value="${escapeHtml(token)}">
<button>Register</button></form></section>
${shown('The platform’s configuration', configuration)}
${shown('What the library will send', openidConfiguration(storeName, addressesOf(request)))}`;
  return storePage(null, { title: 'Register', body });
}

/** Registers, and shows what the platform made of it. */
export async function register({ tool }: AdvantageStore, request: SandboxRequest): Promise<Answer> {
  const form = formFields(request);
  const read = await readOpenidConfiguration(form.get('openid_configuration') ?? '');
  if (!read.ok) return refused(read.problem);
  const sent = openidConfiguration(storeName, addressesOf(request));
  const made = await registerWith(read.value, form.get('registration_token') ?? '', sent);
  if (!made.ok) return refused(made.problem);
  const { platform, answer } = made.value;
  tool.platforms.register(platform);
  return donePage(read.value, platform, answer);
}

/** Tells the platform’s window to close this one (Dynamic Registration 1.0 §3.7). */
const script = `
document.getElementById('close').addEventListener('click', () => {
  const holder = window.opener || window.parent;
  holder.postMessage({ subject: 'org.imsglobal.lti.close' }, document.getElementById('close').dataset.origin);
});
`;

function donePage(
  { authorization_endpoint }: OpenidConfiguration,
  { clientId, deploymentIds }: { clientId: string; deploymentIds: readonly string[] },
  answer: string,
): Answer {
  const origin = new URL(authorization_endpoint).origin;
  const body = `<main><h1>Registered</h1>
<p role="status" data-field="outcome">The library is registered. The platform may launch it now.</p>
<section class="card"><dl class="facts"><dt>Client id</dt><dd data-field="client-id">${escapeHtml(clientId)}</dd><dt>Deployment</dt><dd data-field="deployment">${escapeHtml(deploymentIds.join(', ') || 'not told: the first that launches')}</dd></dl>
<button id="close" type="button" data-origin="${escapeHtml(origin)}">Close</button></section>
<section class="card"><h2>The platform’s answer</h2><pre>${escapeHtml(answer)}</pre></section></main><script>${script}</script>`;
  return html(200, page('Registered – Sandbox Library', style, body), policyForStorage(style, script));
}

function shown(title: string, value: unknown): string {
  return `<section class="card"><h2>${title}</h2><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre></section>`;
}

function refused(problem: string): Answer {
  return refusalPage(400, 'Not registered', problem, 'platform-error');
}
