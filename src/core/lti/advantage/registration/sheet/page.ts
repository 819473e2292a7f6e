import type { RegistrationSheet } from '../../../../../protocol/models/advantage/registration.ts';
import { escapeHtml } from '../../../html.ts';
import { sheetValues } from './values.ts';

const styles = `body { margin: 2rem auto; max-width: 52rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: #1f2933; background: #fff; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid #d5dbe1; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 13rem; font-weight: 600; }
code, pre { font: 13px/1.5 ui-monospace, monospace; } pre { padding: .8rem; background: #f2f4f6; overflow: auto; }`;

/** The values of a platform as a page to open or print. It has no script and loads nothing. */
export function sheetPage(sheet: RegistrationSheet): string {
  const title = `LTI 1.3 platform for ${sheet.name}`;
  const rows = sheetValues(sheet).map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td><code>${escapeHtml(value)}</code></td></tr>`,
  );
  const keys = sheet.keys.map(
    ({ kid, jwk, pem, status }) => `<h3>${escapeHtml(kid)}${status === 'current' ? '' : ' (replaced)'}</h3>
<pre>${pre(pem.trim())}</pre>
<pre>${pre(indented(jwk))}</pre>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>Enter these values in the tool. Nothing on this page is secret.</p>
<table>
${rows.join('\n')}
</table>
<h2>Public keys</h2>
${keys.join('\n')}
<h2>Key set</h2>
<p>For a tool that cannot reach the key set URL.</p>
<pre>${pre(sheet.keySet)}</pre>
</body>
</html>
`;
}

/** Line breaks stay what they are: in `pre` they are part of the text. */
function pre(text: string): string {
  return text.split('\n').map(escapeHtml).join('\n');
}

function indented(json: string): string {
  const value: unknown = JSON.parse(json);
  return JSON.stringify(value, null, 2);
}
