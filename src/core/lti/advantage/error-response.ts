import type { LoginRemark } from '../../../protocol/models/advantage/checklist.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';

type Explanation = { title: string; meaning: string; fix: string; owner: LoginRemark['owner'] };

/** What platforms answer instead of a token (OpenID Connect Core 1.0 §3.1.2.6; RFC 6749 §4.2.2.1), and two of Canvas's own. */
const explanations: Readonly<Record<string, Explanation>> = {
  login_required: {
    title: 'The platform did not know the user any more.',
    meaning: 'With prompt=none it may not ask for a password, and its own session cookie did not come.',
    fix: 'Sign in to the LMS in this browser and launch again. In a frame, third-party cookies are the usual reason: open the tool in a new window.',
    owner: 'browser',
  },
  interaction_required: {
    title: 'The platform wanted to ask the user something.',
    meaning: 'With prompt=none it may not.',
    fix: 'Open the LMS in a window of its own, answer what it asks, and launch again.',
    owner: 'browser',
  },
  consent_required: {
    title: 'The platform wants consent that nobody has given.',
    meaning: 'With prompt=none it may not ask for it.',
    fix: 'Let an administrator of the LMS approve the tool.',
    owner: 'platform-admin',
  },
  account_selection_required: {
    title: 'The platform does not know which account is meant.',
    meaning: 'Several are signed in, and with prompt=none it may not ask.',
    fix: 'Sign out of all but one and launch again.',
    owner: 'browser',
  },
  invalid_request: {
    title: 'The platform found the authentication request wrong.',
    meaning:
      'A parameter is missing, doubled or unknown. Most often redirect_uri is not, letter for letter, one that is registered.',
    fix: 'Register the redirect address shown here, exactly, at the LMS.',
    owner: 'platform-admin',
  },
  invalid_request_uri: {
    title: 'The platform found the request address wrong.',
    meaning: 'It refused a parameter of the authentication request.',
    fix: 'Compare the authentication request with what the LMS documents.',
    owner: 'platform-admin',
  },
  unauthorized_client: {
    title: 'The platform does not let this client in.',
    meaning: 'The client id is another, or the tool is not active or not allowed here.',
    fix: 'Compare the client id with the registration in the LMS, and see that the tool is switched on.',
    owner: 'platform-admin',
  },
  access_denied: {
    title: 'The platform refused this launch.',
    meaning: 'login_hint or lti_message_hint did not come back as they were sent, or the user may not use the tool.',
    fix: 'Launch again from the LMS. If it stays, look at who may use the tool there.',
    owner: 'platform-admin',
  },
  unsupported_response_type: {
    title: 'The platform does not answer with an id_token.',
    meaning: 'It refused response_type=id_token, which LTI 1.3 prescribes.',
    fix: 'Look whether the authentication endpoint is the one for LTI.',
    owner: 'platform-admin',
  },
  invalid_scope: {
    title: 'The platform refused the scope.',
    meaning: 'It refused openid, which LTI 1.3 prescribes.',
    fix: 'Look whether the authentication endpoint is the one for LTI.',
    owner: 'platform-admin',
  },
  server_error: {
    title: 'The platform failed.',
    meaning: 'It met an error of its own.',
    fix: 'Look into the log of the LMS at this time.',
    owner: 'platform-admin',
  },
  temporarily_unavailable: {
    title: 'The platform is overloaded or under maintenance.',
    meaning: 'It cannot answer now.',
    fix: 'Try again later.',
    owner: 'platform-admin',
  },
  launch_no_longer_valid: {
    title: 'The launch had run out or was used already.',
    meaning:
      'The hint of a launch is good once and for a short time: a reload, the back button or a double click use it twice. On a server of one’s own, a cache that is not set up does the same.',
    fix: 'Start again from the link in the LMS. If the first click fails too, look at the cache (Redis) of the LMS.',
    owner: 'platform-admin',
  },
};

/** OI-09: an error a platform posts in place of a token, in words; `null` when it is none. */
export function explainErrorResponse(fields: Pairs): LoginRemark | null {
  const value = (name: string): string => fields.find(([candidate]) => candidate === name)?.[1] ?? '';
  const error = value('error');
  if (error === '') return null;
  const known = Object.hasOwn(explanations, error) ? explanations[error] : undefined;
  const description = value('error_description');
  const said = `error=${error.slice(0, 200)}${description === '' ? '' : `, error_description="${description.slice(0, 500)}"`}.`;
  return {
    severity: 'error',
    title: known?.title ?? 'The platform answered with an error of its own.',
    seen: known === undefined ? said : `${said} ${known.meaning}`,
    expected: known?.fix ?? 'An id_token. Look the error up in the documentation of the LMS.',
    owner: known?.owner ?? 'platform-admin',
    source: 'OpenID Connect Core 1.0 §3.1.2.6',
    check: 'OI-09',
  };
}
