import type { AdvantageAddresses } from '../../../../../protocol/models/advantage/addresses.ts';
import { allServiceScopes } from '../../../../../protocol/models/advantage/scopes.ts';
import { substitutionVariables } from '../../../substitution.ts';

/** Messages this platform launches with. */
export const messagesSupported = ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest', 'LtiSubmissionReviewRequest'];

export const platformConfigurationMember = 'https://purl.imsglobal.org/spec/lti-platform-configuration';

const claimsSupported = [
  'iss',
  'sub',
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'email',
  'picture',
  'locale',
];

/** What a tool learns of the platform before it registers (Dynamic Registration 1.0 §3.4, §6.2; OpenID Connect Discovery 1.0 §3). */
export function openidConfiguration(
  addresses: AdvantageAddresses,
  appVersion: string,
): Readonly<Record<string, unknown>> {
  return {
    issuer: addresses.issuer,
    authorization_endpoint: addresses.authorization,
    registration_endpoint: addresses.registration,
    token_endpoint: addresses.token,
    jwks_uri: addresses.keySet,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', ...allServiceScopes],
    response_types_supported: ['id_token'],
    response_modes_supported: ['form_post'],
    grant_types_supported: ['implicit', 'client_credentials'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: claimsSupported,
    authorization_server: addresses.token,
    [platformConfigurationMember]: {
      product_family_code: 'countersign',
      version: appVersion,
      messages_supported: messagesSupported.map((type) =>
        type === 'LtiDeepLinkingRequest' ? { type, placements: ['ContentArea'] } : { type },
      ),
      variables: substitutionVariables,
    },
  };
}
