import { createHash } from 'node:crypto';
import type { ContentItemSelection, Returned } from '../../protocol/models/lti/platform.ts';
import { escapeHtml } from './html.ts';

const styles = `body { margin: 10vh auto 0; max-width: 40rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: #2d3b45; background: #fff; }
dt { margin-top: 12px; font-weight: 600; }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }`;

/** A page of the platform host that shows what a tool said. It holds no script and nothing of the tool but text. */
function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

function list(entries: readonly (readonly [string, string | null])[]): string {
  const shown = entries.filter(([, text]) => text !== null && text !== '');
  return `<dl>\n${shown.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text ?? '')}</dd>`).join('\n')}\n</dl>`;
}

/** The Content-Security-Policy for these pages: shown in the launch view or in the frame of a launch page. */
export const platformPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

export function returnedPage(returned: Returned): string {
  const isError = returned.errorMessage !== null || returned.errorLog !== null;
  const texts = list([
    ['Error message', returned.errorMessage],
    ['Message', returned.message],
    ['For the log, error', returned.errorLog],
    ['For the log', returned.log],
  ]);
  const silent = texts === '<dl>\n\n</dl>';
  return page(
    isError ? 'The tool came back with an error' : 'The tool came back',
    silent ? '<p>It gave no message.</p>' : texts,
  );
}

export function selectionPage(selection: ContentItemSelection): string {
  const titles = selection.items.map((item) => item.title ?? item.url ?? item.type);
  return page(
    selection.errorMessage === null ? 'The tool answered with content items' : 'The tool came back with an error',
    list([
      ['Error message', selection.errorMessage],
      ['Message', selection.message],
      ['Items', titles.length === 0 ? 'none' : titles.join('\n')],
      ['Problems', selection.findings.map(({ title }) => title).join('\n')],
    ]),
  );
}

/** What became of a deep linking response (Deep Linking 2.0 §4.5). Of content items only titles are shown, as text. */
export function deepLinkedPage({
  refused,
  message,
  errorMessage,
  items,
  problems,
}: {
  refused: boolean;
  message: string | null;
  errorMessage: string | null;
  items: readonly string[];
  problems: readonly string[];
}): string {
  const title = refused ? 'The answer of the tool was refused' : 'The tool answered with content';
  return page(
    errorMessage === null || refused ? title : 'The tool came back with an error',
    list([
      ['Error message', errorMessage],
      ['Message', message],
      ['Taken over', items.length === 0 ? 'nothing' : items.join('\n')],
      ['Problems', problems.join('\n')],
    ]),
  );
}
