import type { Answer } from '../../http/answer.ts';
import { html } from '../../http/answer.ts';
import { escapeHtml, page, policyForPost } from '../../http/html.ts';
import type { SignedLaunch } from './launch.ts';
import { style } from './style.ts';

// A field named "submit" would hide the form's own method.
const script = 'HTMLFormElement.prototype.submit.call(document.forms[0])';
const policy = policyForPost(style, script);

/** The page that posts a launch as soon as it is shown; without scripts a button does it. */
export function launchPage(launch: SignedLaunch, title: string): Answer {
  const inputs = launch.fields.map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const body = `
<main class="center"><h1>${escapeHtml(title)}</h1><p>Opening the tool…</p>
<form action="${escapeHtml(launch.action)}" method="post" accept-charset="utf-8">${inputs.join('')}<noscript><button class="button">Continue</button></noscript></form>
</main><script>${script}</script>`;
  return html(200, page(title, style, body), policy);
}
