import type { AdvantageBehaviourEntry } from './behaviour.ts';

const refused = 'The platform refuses the authentication request.';
const lost = 'The tool says that the cookie of the login did not come back.';

/** Logins whose cookie or authentication request is wrong. */
export const loginBehaviours = [
  {
    id: 'login-cookie-lax',
    rows: ['B1'],
    title: 'Cookie of the login with SameSite=Lax',
    sees: `In a frame of another site, or by a post from one: ${lost}`,
    needs: ['frame'],
  },
  {
    id: 'login-cookie-insecure',
    rows: ['B2'],
    title: 'Cookie of the login with SameSite=None but not Secure',
    sees: lost,
  },
  { id: 'login-cookie-unset', rows: ['B1'], title: 'Sets no cookie, and asks for one', sees: lost },
  {
    id: 'login-cookie-other-path',
    rows: ['B3'],
    title: 'Cookie of the login for the path of the login only',
    sees: lost,
  },
  {
    id: 'login-redirect-unregistered',
    rows: ['B8'],
    title: 'Asks for an unregistered redirect_uri',
    sees: 'The platform shows an error page of its own and posts nothing to that address.',
  },
  { id: 'login-redirect-slash', rows: ['B8'], title: 'Adds a slash to its redirect_uri', sees: refused },
  { id: 'login-redirect-missing', rows: ['B8'], title: 'Leaves redirect_uri out', sees: refused },
  { id: 'login-response-mode-query', rows: ['B18'], title: 'Asks for response_mode query', sees: refused },
  { id: 'login-response-mode-fragment', rows: ['B18'], title: 'Asks for response_mode fragment', sees: refused },
  { id: 'login-response-type-code', rows: ['B18'], title: 'Asks for response_type code', sees: refused },
  { id: 'login-scope-missing', rows: ['B18'], title: 'Asks without scope openid', sees: refused },
  { id: 'login-prompt-login', rows: ['B6'], title: 'Asks with prompt login', sees: refused },
  { id: 'login-nonce-missing', rows: ['B16'], title: 'Asks without a nonce', sees: refused },
  {
    id: 'login-state-missing',
    rows: ['B1'],
    title: 'Asks without a state',
    sees: 'The tool says that it knows no login of this message.',
  },
  { id: 'login-client-other', rows: ['B9'], title: 'Asks with another client_id', sees: refused },
  { id: 'login-hint-altered', rows: ['B7'], title: 'Alters login_hint', sees: refused },
  { id: 'login-message-hint-altered', rows: ['B7'], title: 'Alters lti_message_hint', sees: refused },
  { id: 'login-message-hint-dropped', rows: ['B7'], title: 'Leaves lti_message_hint out', sees: refused },
  {
    id: 'login-request-in-fragment',
    rows: ['B18'],
    title: 'Puts the authentication request behind a #',
    sees: 'The platform gets a request without parameters.',
  },
  {
    id: 'login-request-posted',
    rows: ['B18'],
    title: 'Posts its authentication request, as it may',
    sees: 'The launch goes well.',
  },
  {
    id: 'login-never-goes-on',
    rows: ['B18'],
    title: 'Answers the login with a page and asks for nothing',
    sees: 'A page of the tool; the platform waits for an authentication request.',
  },
] as const satisfies readonly AdvantageBehaviourEntry[];

export type LoginBehaviour = (typeof loginBehaviours)[number]['id'];
