import type { ErrorTextBehaviour } from '../../../protocol/misbehaving/error-texts.ts';
import type { Answer } from '../../http/answer.ts';
import { html, json } from '../../http/answer.ts';
import { escapeHtml, page } from '../../http/html.ts';
import { policy, style } from '../style.ts';
import type { Behaviour } from '../tool.ts';

const reason = 'misbehaves-on-purpose';

/** A bare page with one text, as frameworks show it. */
function bare(status: number, title: string, text: string): Behaviour {
  const body = `<h1>${escapeHtml(title)}</h1><pre>${escapeHtml(text)}</pre>`;
  const answer: Answer = html(status, page(title, style, body), policy, reason);
  return { always: () => answer };
}

const inJson = (status: number, value: unknown): Behaviour => ({ always: () => json(status, value, reason) });

/** Texts as people reported them of the real systems; the source stands with each. */
export const errorTextBehaviours: Readonly<Record<ErrorTextBehaviour, Behaviour>> = {
  // moodle/moodle mod/lti/auth.php: whatever is wrong with the request, the page says only this.
  'error-text-moodle': bare(400, 'Error', 'Invalid request'),
  // instructure/canvas-lms issue 2492.
  'error-text-canvas': inJson(400, {
    error: 'launch_no_longer_valid',
    error_description: 'The launch has either expired or already been consumed',
  }),
  // dmitry-viskov/pylti1.3-flask-example issue 11, as shown by Blackboard Learn.
  'error-text-blackboard': bare(
    500,
    'Oops, something went wrong.',
    "The LTI tool isn't responding properly. Please contact your administrator for help.\n\nkid must be non-empty",
  ),
  // Brightspace Community, LTI Advantage developer FAQ.
  'error-text-brightspace': inJson(400, {
    error: 'invalid_client',
    error_description: 'Error validating assertion: KeyId not found in token',
  }),
  // dmitry-viskov/pylti1.3-flask-example issue 22.
  'error-text-pylti1p3': bare(
    500,
    'Internal Server Error',
    'Traceback (most recent call last):\n  File "flask/app.py", line 2190, in wsgi_app\npylti1p3.exception.LtiException: Invalid Nonce',
  ),
  // Cvmcosta/ltijs issue 180.
  'error-text-ltijs': inJson(401, {
    status: 401,
    error: 'Unauthorized',
    details: { description: 'Error validating ltik or IdToken', message: 'MISSING_VALIDATION_COOKIE' },
  }),
  // celtic-project/LTI-PHP issue 24.
  'error-text-lti-php': bare(
    401,
    'An error occurred when launching the external tool',
    'Debug error: JWT signature check failed - perhaps an invalid public key or timestamp',
  ),
  // packbackbooks/lti-1-3-php-library issue 54.
  'error-text-packback': bare(
    500,
    'An Error Was Encountered',
    'State not found. Please make sure you have cookies enabled in this browser.',
  ),
};
