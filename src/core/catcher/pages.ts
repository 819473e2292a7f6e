import { createHash } from 'node:crypto';
import type { Capture } from '../../protocol/models/lti/catcher.ts';
import { claims, member } from '../lti/advantage/message/claims.ts';
import { escapeHtml } from '../lti/html.ts';
import type { CatcherResponse } from './http-server.ts';
import { parametersOf } from './inspect-oauth.ts';

const styles = `:root { color-scheme: light dark; }
body { margin: 8vh auto 0; max-width: 42rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; }
li { margin: 0.5rem 0; overflow-wrap: anywhere; }
small { opacity: 0.8; }`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A page of the catcher: no script, and nothing of a launch but its findings. */
export function page(status: number, title: string, content: string): CatcherResponse {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
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
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    body,
    headers: { 'Content-Security-Policy': policy },
  };
}

const verdictWords = {
  valid: 'The signature is right.',
  invalid: 'The launch is not right.',
  unchecked: 'The signature was not checked.',
} as const;

/** Where the launch says the way back leads: only to a web address. */
export function returnUrl({ request, checklist }: Capture): string | null {
  const all = checklist?.token?.claims;
  const value =
    all === undefined
      ? parametersOf(request).find(([name]) => name === 'launch_presentation_return_url')?.[1]
      : member(all, claims.launchPresentation, 'return_url');
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;
}

/** What is shown in the LMS where the tool would be: what was caught, what stood out, and the way back. */
export function caughtPage(capture: Capture): CatcherResponse {
  const { summary, checks, signature, personal, answer } = capture;
  const title = summary.kind === 'error' ? 'The platform sent an error' : 'Countersign caught the launch';
  const findings = [
    ...(signature?.findings ?? []).map(({ title: text }) => text),
    ...checks.filter(({ severity }) => severity !== 'info').map(({ title: text, seen }) => `${text} ${seen}`),
  ].slice(0, 6);
  const back = returnUrl(capture);
  const facts = [
    summary.label,
    verdictWords[summary.verdict],
    signature?.reason ?? null,
    `${personal.data.length} pieces of personal data were sent.`,
    answer.note,
  ].filter((text) => text !== null && text !== '');
  return page(
    200,
    title,
    `<p>${facts.map((text) => escapeHtml(text ?? '')).join('<br>')}</p>
${findings.length === 0 ? '<p>Nothing stood out.</p>' : `<ul>\n${findings.map((text) => `<li>${escapeHtml(text)}</li>`).join('\n')}\n</ul>`}
<p>The details are in Countersign, under Doctor.</p>
${back === null ? '' : `<p><a href="${escapeHtml(back)}" target="_parent">Back to the LMS</a></p>`}`,
  );
}
