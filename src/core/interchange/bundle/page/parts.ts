import type { Pairs } from '../../../../protocol/models/pairs.ts';
import type { FindingOwner } from '../../../../protocol/models/signing.ts';
import { html, type Markup, nothing } from '../../html/markup.ts';

export const ownerWords: Readonly<Record<FindingOwner, string>> = {
  'platform-admin': 'whoever administers the platform (the LMS)',
  'tool-vendor': 'the vendor of the tool',
  network: 'whoever runs the network or the proxy between them',
  browser: "the user's browser, or who sets it up",
  'client-developer': 'whoever wrote the program that calls the API',
};

export const mark = (tone: string, words: string): Markup => html`<span class="mark ${tone}">${words}</span>`;

export function pairsTable(caption: string, pairs: Pairs): Markup {
  if (pairs.length === 0) return nothing;
  const rows = pairs.map(([name, value]) => html`<tr><td><code>${name}</code></td><td><code>${value}</code></td></tr>`);
  return html`<div class="scroll"><table class="names"><caption>${caption}</caption><thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Closed on the screen; its contents are shown on paper. */
export function details(summary: string, content: Markup, open = false): Markup {
  const attribute: Markup = { markup: open ? ' open' : '' };
  return html`<details${attribute}><summary>${summary}</summary>${content}</details>
`;
}
