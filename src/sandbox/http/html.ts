import { createHash } from 'node:crypto';

/** Escapes text for HTML element content and for attribute values in either kind of quote. */
export function escapeHtml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole page around `body`, which must be escaped already. `style` is the text of its one style element. */
export function page(title: string, style: string, body: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    `<body>${body}</body>`,
    '</html>',
  ].join('\n');
}

/** A policy under which nothing but this one style element works: no script, no fetch, no form, no plug-in. */
export function policyForStyle(style: string): string {
  return `default-src 'none'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
}

/** A policy for a page with this one style element that shows tools of any web address in frames. */
export function policyForFrames(style: string): string {
  return `default-src 'none'; style-src '${hashOf(style)}'; frame-src http: https:; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** A policy for a page with forms of its own server. */
export function policyForForms(style: string): string {
  return `default-src 'none'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'self'`;
}

/** A policy for a page whose one script posts a form to a tool. The tool may redirect anywhere, and browsers hold `form-action` against that too. */
export function policyForPost(style: string, script: string): string {
  return `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action http: https:`;
}

/** A policy for a page whose one script talks to its parent and opens windows, and fetches and posts nothing. */
export function policyForScript(style: string, script: string): string {
  return `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
}

/** A policy for a page whose one script talks to other frames and submits a form to its own server. */
export function policyForStorage(style: string, script: string): string {
  return `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'self'`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
