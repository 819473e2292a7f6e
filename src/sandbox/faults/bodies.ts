import { STATUS_CODES } from 'node:http';
import type { SandboxFault, SandboxServer } from '../../protocol/sandbox-control.ts';
import type { Answer } from '../http/answer.ts';
import { escapeHtml, page, policyForStyle } from '../http/html.ts';

export type FaultBody = Extract<SandboxFault, { kind: 'status' }>['body'];

const style =
  'body{background:#efefef;color:#2e2f30;font-family:sans-serif;text-align:center;margin:0}' +
  'main{background:#fff;max-width:33em;margin:4em auto;padding:2em;border:1px solid #ccc;border-top:9px solid #b3362b}' +
  'h1{font-size:1.4em;color:#8c2a21}pre{white-space:pre-wrap;text-align:left}';

/** Words of the exam platform's documents for a status, else HTTP's own reason phrase. */
export function documentedWords(server: SandboxServer, status: number): string {
  if (server === 'examPlatform') {
    if (status === 401 || status === 403) return 'You are not authorized to access this page.';
    if (status === 404) return "Couldn't find tool provider with 'id'='1'";
    if (status === 422) return "Param is missing or the value is empty: 'tool_name'";
  }
  return STATUS_CODES[status] ?? `Status ${status}`;
}

/** The `error` of a JSON body: words, except that the exam platform's 423 lists the exams in the way. */
function documentedError(server: SandboxServer, status: number, detail: string): unknown {
  return server === 'examPlatform' && status === 423 ? { open_exam: [[{ id: 1, name: 'An open exam' }]] } : detail;
}

/** An answer of any status with a body of the wanted kind. `detail` is shown on the HTML page. */
export function faultBody(
  server: SandboxServer,
  status: number,
  kind: FaultBody,
  detail = documentedWords(server, status),
): Answer {
  if (status === 204 || status === 304) return { status, headers: [], body: '', reason: null };
  const document = JSON.stringify({ error: documentedError(server, status, detail) });
  switch (kind) {
    case 'json':
      return { status, headers: [['content-type', 'application/json; charset=utf-8']], body: document, reason: null };
    case 'malformed-json':
      return {
        status,
        headers: [['content-type', 'application/json; charset=utf-8']],
        body: document.slice(0, -3),
        reason: null,
      };
    case 'empty':
      return { status, headers: [], body: '', reason: null };
    case 'html':
      return errorPage(status, detail);
  }
}

/** The kind of page a Rails application shows for an error that reached its front door. */
function errorPage(status: number, detail: string): Answer {
  const title = `${STATUS_CODES[status] ?? 'Error'} (${status})`;
  const body = `<main><h1>${escapeHtml(title)}</h1><pre>${escapeHtml(detail)}</pre></main>`;
  return {
    status,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['content-security-policy', policyForStyle(style)],
    ],
    body: page(title, style, body),
    reason: null,
  };
}
