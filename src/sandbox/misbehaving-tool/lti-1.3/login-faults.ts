import type { LoginBehaviour } from '../../../protocol/misbehaving/advantage/logins.ts';
import type { AdvantageBehaviour, LoginFault, Parameters } from './behaviour.ts';

const asks = (login: LoginFault): AdvantageBehaviour => ({ login });

/** The request with one parameter changed, or left out where there is no change. */
function changed(name: string, change?: (value: string, origin: string) => string): AdvantageBehaviour {
  return asks({
    parameters: (right, origin): Parameters =>
      change === undefined
        ? right.filter(([one]) => one !== name)
        : right.map(([one, value]) => [one, one === name ? change(value, origin) : value]),
  });
}

/** The cookie for frames only, with other attributes; the one for clients without Secure would give the fault away. */
function cookie(change: (right: string) => string): AdvantageBehaviour {
  return asks({ cookies: (right) => right.slice(0, 1).map(change) });
}

const altered = (value: string): string => `${value}-altered`;

export const loginFaults: Readonly<Record<LoginBehaviour, AdvantageBehaviour>> = {
  'login-cookie-lax': cookie((right) => right.replace('SameSite=None; Secure', 'SameSite=Lax')),
  'login-cookie-insecure': cookie((right) => right.replace('; Secure', '')),
  'login-cookie-unset': asks({ cookies: () => [] }),
  'login-cookie-other-path': cookie((right) => right.replace('Path=/lti;', 'Path=/lti/login;')),
  'login-redirect-unregistered': changed('redirect_uri', (_value, origin) => `${origin}/lti/elsewhere`),
  'login-redirect-slash': changed('redirect_uri', (value) => `${value}/`),
  'login-redirect-missing': changed('redirect_uri'),
  'login-response-mode-query': changed('response_mode', () => 'query'),
  'login-response-mode-fragment': changed('response_mode', () => 'fragment'),
  'login-response-type-code': changed('response_type', () => 'code'),
  'login-scope-missing': changed('scope'),
  'login-prompt-login': changed('prompt', () => 'login'),
  'login-nonce-missing': changed('nonce'),
  'login-state-missing': changed('state'),
  'login-client-other': changed('client_id', altered),
  'login-hint-altered': changed('login_hint', altered),
  'login-message-hint-altered': changed('lti_message_hint', altered),
  'login-message-hint-dropped': changed('lti_message_hint'),
  'login-request-in-fragment': asks({ way: 'fragment' }),
  'login-request-posted': asks({ way: 'post' }),
  'login-never-goes-on': asks({ way: 'nowhere' }),
};
