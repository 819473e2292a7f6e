import { createHash } from 'node:crypto';
import type { LaunchMode } from '../../../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { escapeHtml } from '../../html.ts';
import type { AdvantageAnswer } from './host.ts';

/** A form that submits itself as soon as it is loaded. */
export type AutoForm = { method: 'GET' | 'POST'; action: string; fields: Pairs };

const frameName = 'tool';

// A field may be called "submit" and hide the form's own method of that name.
const submitScript = "HTMLFormElement.prototype.submit.call(document.querySelector('form'));";

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
  told: `body { margin: 10vh auto 0; max-width: 40rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: #2d3b45; background: #fff; }
dt { margin-top: 12px; font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }`,
} as const;

/**
 * The page a launch begins with: the login, in the whole window or in the frame of a course page. `script`: what the page that frames
 * the tool does beside.
 */
export function loginPage(form: AutoForm, mode: LaunchMode, script = ''): AdvantageAnswer {
  if (mode === 'window')
    return page(200, 'Launch', 'window', windowBody(form), { frames: "'none'", ancestors: "'none'" });
  const body = `<header>Example University</header>
<nav aria-label="Breadcrumb">Courses › Example course › Materials</nav>
<main>
<h1>External tool</h1>
<iframe name="${frameName}" title="External tool" allowfullscreen></iframe>
${formHtml(form, ` target="${frameName}"`)}
</main>`;
  return page(200, 'Launch', 'iframe', body, { frames: 'http: https:', ancestors: "'none'", script });
}

/** The answer to an authorization request: a form that is posted to the tool from wherever it was asked for. */
export function postPage(form: AutoForm): AdvantageAnswer {
  return page(200, 'Launch', 'window', windowBody(form), { frames: "'none'", ancestors: 'http: https:' });
}

/** A page of the platform's own that says what went wrong. It goes nowhere. */
export function toldPage(
  status: number,
  title: string,
  entries: readonly (readonly [string, string])[],
): AdvantageAnswer {
  const list = entries.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`).join('\n');
  const body = `<main>\n<h1>${escapeHtml(title)}</h1>\n<dl>\n${list}\n</dl>\n</main>`;
  return page(status, title, 'told', body, { frames: "'none'", ancestors: 'http: https:', still: true });
}

function windowBody(form: AutoForm): string {
  return `<p role="status">Opening the tool…</p>\n${formHtml(form, '')}`;
}

function formHtml({ method, action, fields }: AutoForm, target: string): string {
  const inputs = fields.map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="${method.toLowerCase()}" action="${escapeHtml(action)}" accept-charset="utf-8"${target}>
${inputs.join('\n')}
<noscript><p>Scripts are off. <button type="submit">Open the tool</button></p></noscript>
</form>`;
}

type Policy = {
  frames: string;
  ancestors: string;
  /** Submits nothing. */
  still?: true;
  /** Runs before the form is submitted. */
  script?: string;
};

/** It has no `form-action` where a form is: Chromium applies that to every redirect after the post as well. */
function page(
  status: number,
  title: string,
  style: keyof typeof styles,
  body: string,
  { frames, ancestors, still, script = '' }: Policy,
): AdvantageAnswer {
  // What listens is there before the tool is.
  const scripts = still === true ? [] : [script, submitScript].filter((one) => one !== '');
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(styles[style])}'`,
    'img-src data:',
    `frame-src ${frames}`,
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
    still === true ? "form-action 'none'" : `script-src ${scripts.map((one) => `'${hashOf(one)}'`).join(' ')}`,
  ];
  return {
    status,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Content-Security-Policy', policy.join('; ')],
    ],
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${styles[style]}</style>
</head>
<body>
${body}
${scripts.map((one) => `<script>${one}</script>\n`).join('')}</body>
</html>
`,
  };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
