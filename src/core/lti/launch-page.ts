import type { LaunchMode } from '../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { escapeHtml } from './html.ts';
import { formLineBreaks } from './launch-parameters.ts';

export type LaunchPage = {
  /** Absolute http(s) URL the form is posted to, query included. */
  action: string;
  /** The signed fields, in the order they are posted. */
  fields: Pairs;
  /** `window`: the tool replaces the page. `iframe`: the page stays and frames the tool, as most LMSs do. */
  mode: LaunchMode;
  /** Of the Content-Security-Policy the page is served with; see {@link launchPagePolicy}. */
  nonce: string;
};

function notPostable(index: number, name: string, detail: string): never {
  throw new ProblemError('signing.invalid-parameter', { field: `fields.${index}`, params: { name }, detail });
}

/** Throws for fields a browser would leave out or change, after which the signature would not fit what arrives. */
function requirePostable(fields: Pairs): void {
  for (const [index, [name, value]] of fields.entries()) {
    if (name === '') notPostable(index, name, 'A browser does not post a field without a name. Name it or remove it.');
    if (name === '_charset_') {
      notPostable(index, name, 'A browser replaces the value of a field named _charset_. Rename it or remove it.');
    }
    if (`${name}${value}`.includes('\0')) {
      notPostable(index, name, 'An HTML form cannot carry the character U+0000. Remove it.');
    }
    if (formLineBreaks(name) !== name || formLineBreaks(value) !== value) {
      notPostable(index, name, 'A browser posts every line break as CR LF, so that is what has to be signed.');
    }
  }
}

function requireWebAddress(action: string): void {
  if (/^https?:\/\//i.test(action) && URL.canParse(action)) return;
  throw new ProblemError('signing.invalid-url', {
    params: { url: action },
    field: 'action',
    detail: 'A launch is posted to an absolute http:// or https:// URL.',
  });
}

const frameName = 'tool';

// A field may be called "submit" and hide the form's own method of that name.
const submitScript = "HTMLFormElement.prototype.submit.call(document.querySelector('form'));";

function launchForm({ action, fields, mode }: LaunchPage): string {
  const target = mode === 'iframe' ? ` target="${frameName}"` : '';
  const inputs = fields.map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  // The button has no name: one would be posted, and it is not signed.
  return `<form method="post" action="${escapeHtml(action)}" accept-charset="utf-8" enctype="application/x-www-form-urlencoded"${target}>
${inputs.join('\n')}
<noscript><p>Scripts are off. <button type="submit">Open the tool</button></p></noscript>
</form>`;
}

const styles = {
  window: `body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #3c4043; background: #fff; }
p { margin: 20vh auto 0; text-align: center; }`,
  iframe: `html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 14px/1.4 system-ui, sans-serif; color: #2d3b45; background: #f5f6f7; }
header { padding: 10px 16px; color: #fff; background: #2d3b45; font-weight: 600; }
nav { padding: 8px 16px; background: #fff; border-bottom: 1px solid #c7cdd1; color: #5f6b74; }
main { flex: 1; display: flex; flex-direction: column; min-height: 0; padding: 12px 16px 16px; }
h1 { margin: 0 0 8px; font-size: 18px; font-weight: 600; }
iframe { flex: 1; min-height: 0; width: 100%; box-sizing: border-box; border: 1px solid #c7cdd1; background: #fff; }`,
};

function body(page: LaunchPage): string {
  if (page.mode === 'window') return `<p role="status">Opening the tool…</p>\n${launchForm(page)}`;
  return `<header>Example University</header>
<nav aria-label="Breadcrumb">Courses › Example course › Materials</nav>
<main>
<h1>External tool</h1>
<iframe name="${frameName}" title="External tool" allowfullscreen></iframe>
${launchForm(page)}
</main>`;
}

/**
 * The page a platform sends to the browser to launch an LTI 1.x tool (LTI 1.1 §3.2): a UTF-8 form of hidden fields that submits
 * itself, with a button where scripts are off. Throws `signing.invalid-parameter` for fields no browser posts unchanged and
 * `signing.invalid-url` for an action that is no web address.
 */
export function launchPage(page: LaunchPage): string {
  requireWebAddress(page.action);
  requirePostable(page.fields);
  const nonce = escapeHtml(page.nonce);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Launch</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${styles[page.mode]}</style>
</head>
<body>
${body(page)}
<script nonce="${nonce}">${submitScript}</script>
</body>
</html>
`;
}

/**
 * The Content-Security-Policy to serve a launch page with. It has no `form-action` on purpose: Chromium applies that to every
 * redirect after the post as well, and a launch is redirected to hosts nobody knows beforehand.
 */
export function launchPagePolicy(mode: LaunchMode, nonce: string): string {
  const frames = mode === 'iframe' ? 'http: https:' : "'none'";
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    `frame-src ${frames}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
