import type { TokenBehaviour } from '../../../protocol/misbehaving/advantage/tokens.ts';
import { textOf } from '../../lti-1.3/claims.ts';
import { refuse } from '../../lti-1.3/login-request.ts';
import type { TokenCheck } from '../../lti-1.3/verify-token.ts';
import type { AdvantageBehaviour } from './behaviour.ts';

const without = (...skips: TokenCheck[]): AdvantageBehaviour => ({ manners: { leniency: { skips } } });

export const tokenFaults: Readonly<Record<TokenBehaviour, AdvantageBehaviour>> = {
  'token-unsigned-taken': { manners: { leniency: { takesUnsigned: true } } },
  'token-hs256-taken': { manners: { leniency: { takesSymmetric: true } } },
  'token-signature-unchecked': without('signature'),
  'token-key-from-header': { manners: { leniency: { takesEmbeddedKey: true } } },
  'token-kid-ignored': { manners: { leniency: { takesAnyKey: true } } },
  'token-issuer-unchecked': without('issuer'),
  'token-audience-unchecked': without('audience'),
  'token-expiry-unchecked': without('expiry'),
  'token-issue-unchecked': without('issued-at'),
  'token-nonce-unchecked': without('nonce'),
  'token-state-unchecked': { manners: { anyState: true } },
  'token-deployment-unchecked': without('deployment'),
  'token-version-unchecked': without('version'),
  'token-message-type-unchecked': without('message-type'),
  'token-subject-unchecked': without('subject'),
  'token-roles-unchecked': without('roles'),
  'token-link-unchecked': without('resource-link'),
  'token-target-unchecked': without('target-link'),
  'token-audience-list-refused': {
    demands: ({ aud }) =>
      typeof aud === 'string' ? null : refuse('token-audience', 'AUD_DOES_NOT_MATCH_CLIENTID: aud is no text.'),
  },
  'token-names-demanded': {
    demands(claims) {
      const missing = ['given_name', 'family_name', 'name', 'email'].find((name) => textOf(claims, name) === '');
      return missing === undefined ? null : refuse('parameter-missing', `Required claim missing: ${missing}.`);
    },
  },
  'token-clock-ahead': {
    clockSeconds: 60,
    demands({ iat }, now) {
      const age = typeof iat === 'number' ? Math.round(now / 1000 - iat) : 0;
      return age > 10 ? refuse('token-issued-at', `TOKEN_TOO_OLD: the token is ${age} s old.`) : null;
    },
  },
  'token-clock-behind': { clockSeconds: -60 },
  'token-keys-stale': { keysNeverFetched: true },
};
