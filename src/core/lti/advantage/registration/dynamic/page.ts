import type { LaunchMode } from '../../../../../protocol/models/exchanges/exchange.ts';
import { escapeHtml } from '../../../html.ts';
import { launchPagePolicy } from '../../../launch-page.ts';
import type { AdvantageAnswer } from '../../platform/host.ts';

/** Where the tool's registration page is opened: its own address with what the platform adds (Dynamic Registration 1.0 §3.3). */
export function registrationUrl(url: string, configuration: string, token: string | null): string {
  const opened = new URL(url);
  opened.searchParams.set('openid_configuration', configuration);
  if (token !== null) opened.searchParams.set('registration_token', token);
  return opened.href;
}

const styles = `html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 14px/1.4 system-ui, sans-serif; color: #2d3b45; background: #f5f6f7; }
header { padding: 10px 16px; color: #fff; background: #2d3b45; font-weight: 600; }
h1 { margin: 12px 16px 8px; font-size: 18px; font-weight: 600; }
iframe { flex: 1; min-height: 0; margin: 0 16px 16px; border: 1px solid #c7cdd1; background: #fff; }`;

/** The page the registration begins with: it leads to the tool's, or shows it in a frame as an administrator's page does. */
export function registrationPage(url: string, mode: LaunchMode, nonce: string): AdvantageAnswer {
  const refresh = `<meta http-equiv="refresh" content="0; url=${escapeHtml(url)}">`;
  const frame = `<header>Example University · Administration</header>
<h1>Register a tool</h1>
<iframe name="tool" title="Registration of the tool" src="${escapeHtml(url)}"></iframe>`;
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Register a tool</title>
<link rel="icon" href="data:,">
${mode === 'window' ? refresh : ''}
<style nonce="${escapeHtml(nonce)}">${styles}</style>
</head>
<body>
${mode === 'window' ? '<p role="status">Opening the tool…</p>' : frame}
</body>
</html>
`;
  const headers: AdvantageAnswer['headers'] = [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Security-Policy', launchPagePolicy(mode, nonce)],
  ];
  return { status: 200, headers, body };
}
