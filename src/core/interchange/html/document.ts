import { createHash } from 'node:crypto';
import { html, type Markup, nothing } from './markup.ts';
import { style } from './style.ts';

/** A page that needs nothing else. `data`: a block that is not shown and does not run, see {@link dataBlock}. */
export type Document = { title: string; body: Markup; data?: Markup };

/**
 * One HTML file that loads nothing: no script, no address it would fetch, a policy that allows its own style alone. It looks the
 * same without a network.
 */
export function htmlDocument({ title, body, data = nothing }: Document): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${body}
${data}</body>
</html>
`.markup;
}

/**
 * JSON inside a page, for programs: a script element of a type no browser runs. What could end the element, begin a comment or
 * deceive the eye is written as JSON escapes, so that the text between the tags is the JSON, byte for byte.
 */
export function dataBlock(id: string, value: unknown): Markup {
  const json = JSON.stringify(value).replace(
    /[<>&\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return html`<script type="application/json" id="${id}">${{ markup: json }}</script>
`;
}
