import type { CredentialKind } from './vault.ts';

/** All that credentials are made of, whichever their kind, in the order it is written. */
export const credentialPartNames = [
  'consumerKey',
  'secret',
  'apiToken',
  'secretKey',
  'token',
  'username',
  'password',
  'issuer',
  'clientId',
  'deploymentIds',
  'loginUrl',
  'redirectUris',
  'keySetUrl',
  'keySet',
  'scopes',
  'privateKey',
  'certificate',
  'pkcs12',
  'passphrase',
] as const;
export type CredentialPartName = (typeof credentialPartNames)[number];

export const partsOfKind = {
  'oauth-consumer': ['consumerKey', 'secret'],
  proctorexam: ['apiToken', 'secretKey'],
  'lti-registration': [
    'issuer',
    'clientId',
    'deploymentIds',
    'loginUrl',
    'redirectUris',
    'keySetUrl',
    'keySet',
    'scopes',
    'privateKey',
  ],
  bearer: ['token'],
  basic: ['username', 'password'],
  'client-certificate': ['certificate', 'privateKey', 'pkcs12', 'passphrase'],
} as const satisfies Record<CredentialKind, readonly CredentialPartName[]>;
