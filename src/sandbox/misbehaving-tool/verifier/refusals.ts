import type { Answer } from '../../http/answer.ts';
import { html, json, text } from '../../http/answer.ts';
import { escapeHtml, page } from '../../http/html.ts';
import { policy, style } from '../style.ts';
import type { VerifierProblem } from './verify.ts';

/** In whose manner a refusal is told: real tools differ in status, media type and how much they say. */
export type Voice = 'page' | 'terse' | 'json';

const words: Readonly<Record<VerifierProblem, { page: string; code: string }>> = {
  'oauth-parameter-missing': {
    page: 'This launch is not signed: oauth_signature is missing.',
    code: 'missing_parameters',
  },
  'consumer-key-unknown': {
    page: 'Invalid consumer key. Please check your key and secret.',
    code: 'invalid_consumer_key',
  },
  'timestamp-stale': { page: 'Expired timestamp. Please launch this tool again.', code: 'expired_timestamp' },
  'signature-mismatch': {
    page: 'The OAuth signature was invalid. Please be sure you are launching this tool from the link provided in your course.',
    code: 'invalid_signature',
  },
  'nonce-reused': { page: 'Nonce already used. Please launch this tool again from your course.', code: 'nonce_used' },
};

/** A page with 403, one line with 401, or JSON with 401. */
export function refuse(problem: VerifierProblem, voice: Voice): Answer {
  const { page: sentence, code } = words[problem];
  switch (voice) {
    case 'page':
      return html(
        403,
        page('Launch failed', style, `<main><h1>Launch failed</h1><p role="alert">${escapeHtml(sentence)}</p></main>`),
        policy,
        problem,
      );
    case 'terse':
      return text(401, 'OAuth error: Please check your key and secret', problem);
    case 'json':
      return json(401, { error: 'unauthorized', code, message: sentence }, problem);
  }
}
