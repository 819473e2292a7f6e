import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import type { Answer } from '../http/answer.ts';
import { html } from '../http/answer.ts';
import { escapeHtml, page } from '../http/html.ts';
import { contentSecurityPolicy, style } from './style.ts';

interface ErrorKind {
  readonly status: number;
  /** Title the vendor's support pages use for this error, where they have one. */
  readonly title: string;
  readonly advice: string;
}

const forbidden = {
  status: 403,
  title: 'Forbidden',
  advice: 'Send the parameter as the launch documents describe it.',
};

/**
 * Status and title by reason. The launch documents give 403 for failures, and so does a wrong signature here; the
 * support pages file the errors they have a name of their own for under 401.
 */
const kinds = new Map<SandboxReason, ErrorKind>([
  [
    'signature-mismatch',
    {
      status: 403,
      title: 'Invalid Signature',
      advice: 'Compare the shared secret on both sides, the launch address, and every parameter that was posted.',
    },
  ],
  [
    'trailing-slash',
    {
      status: 403,
      title: 'Invalid Signature',
      advice: 'The launch address ends in /books/. Name a book, or use /books/book with custom_vbid.',
    },
  ],
  [
    'context-too-long',
    { status: 403, title: 'Invalid Signature', advice: 'Shorten the course label or title to 255 characters.' },
  ],
  [
    'oauth-parameter-missing',
    { status: 401, title: 'Unauthenticated User', advice: 'Send a launch that is signed with OAuth 1.0.' },
  ],
  [
    'oauth-parameter-repeated',
    {
      status: 401,
      title: 'Invalid Signature',
      advice: 'Send each oauth_ parameter once: in the header or in the body.',
    },
  ],
  [
    'oauth-version',
    { status: 401, title: 'Invalid OAuth version', advice: 'oauth_version must be 1.0 if it is sent.' },
  ],
  [
    'consumer-key-unknown',
    {
      status: 401,
      title: 'Invalid oauth consumer key',
      advice: 'Check the launch key; look for white space around it.',
    },
  ],
  [
    'signature-method',
    { status: 401, title: 'Invalid signature method', advice: 'Sign with HMAC-SHA1; no other method is accepted.' },
  ],
  [
    'timestamp-stale',
    {
      status: 401,
      title: 'Timestamp Expired',
      advice: 'Set the clock of the launching system: it is off by more than is tolerated.',
    },
  ],
  [
    'nonce-reused',
    {
      status: 401,
      title: 'Duplicate nonce to one already received',
      advice: 'Start the launch again; a signed launch is good once.',
    },
  ],
  ['user-id-missing', { status: 401, title: 'Missing user_id field', advice: 'Let the platform share the user id.' }],
  ['parameter-missing', forbidden],
  ['parameter-invalid', forbidden],
  ['book-unknown', { status: 404, title: 'Not found', advice: 'Check the book id (VBID).' }],
  [
    'book-not-in-library',
    { status: 403, title: 'Forbidden', advice: 'Launch this book once, and it is added to the library.' },
  ],
  [
    'access-code-missing',
    {
      status: 470,
      title: 'Redemption failed',
      advice:
        'The bank of access codes for this online resource is empty: ask for it to be filled. Launching again will not help.',
    },
  ],
  [
    'sso-token-spent',
    {
      status: 401,
      title: 'Unable to recover BusinessCenter context',
      advice: 'This sign-in address worked once and is spent. Start the launch again.',
    },
  ],
  [
    'unknown-path',
    {
      status: 404,
      title: 'Not found',
      advice: 'Launches go by POST to /books/{vbid}, /books/book, /books, /materials or /bookshelf.',
    },
  ],
]);

/** The page for a refused launch. `detail` says what was seen; it is escaped here. */
export function errorPage(reason: SandboxReason, detail: string): Answer {
  const kind = kinds.get(reason) ?? { ...forbidden, advice: 'Start the launch again.' };
  const body = `
<header><strong>Sandbox Bookshelf</strong></header>
<main class="error">
<p class="status">${kind.status}</p>
<h1>${escapeHtml(kind.title)}</h1>
<p>${escapeHtml(detail)}</p>
<p>${escapeHtml(kind.advice)}</p>
</main>`;
  return html(kind.status, page(`${kind.title} (${kind.status})`, style, body), contentSecurityPolicy, reason);
}
