import type { RegistrationSheet } from '../../../../../protocol/models/advantage/registration.ts';

/** The values of a platform in the order a form of a tool asks for them, under the names of the specifications. */
export function sheetValues({
  addresses,
  clientId,
  deploymentIds,
}: RegistrationSheet): readonly (readonly [string, string])[] {
  return [
    ['Issuer', addresses.issuer],
    ['Client ID', clientId],
    ['Deployment ID', deploymentIds.join(', ')],
    ['Authorization endpoint', addresses.authorization],
    ['Token endpoint', addresses.token],
    ['Key set URL', addresses.keySet],
  ];
}

type Words = { lms: string; labels: readonly [string, string, string, string, string, string]; source: string };

/** The same six values under the names LMSs give them: a tool's guide speaks of one of them. */
export const wordsOfLms: Readonly<Record<'moodle' | 'canvas' | 'brightspace', Words>> = {
  moodle: {
    lms: 'Moodle',
    labels: [
      'Platform ID',
      'Client ID',
      'Deployment ID',
      'Authentication request URL',
      'Access token URL',
      'Public keyset URL',
    ],
    source: 'Moodle, mod/lti/lang/en/lti.php: “Tool configuration details”.',
  },
  canvas: {
    lms: 'Canvas',
    labels: [
      'Issuer (iss)',
      'Client ID (of the developer key)',
      'Deployment ID',
      'OpenID Connect authorization endpoint',
      'OAuth 2.0 access token endpoint',
      'JWKS endpoint',
    ],
    source: 'Canvas LMS, “Configuring LTI Advantage tools”.',
  },
  brightspace: {
    lms: 'Brightspace',
    labels: [
      'Issuer',
      'Client Id',
      'Deployment Id',
      'OpenID Connect Authentication Endpoint',
      'Brightspace OAuth2 Access Token URL',
      'Brightspace Keyset URL',
    ],
    source: 'Brightspace, “Register an LTI Advantage tool”: registration details.',
  },
};

/** Lines of names and values, the values in one column. */
export function lines(values: readonly (readonly [string, string])[]): string {
  const width = Math.max(...values.map(([name]) => name.length));
  return values.map(([name, value]) => `  ${`${name}:`.padEnd(width + 2)} ${value}`).join('\n');
}
