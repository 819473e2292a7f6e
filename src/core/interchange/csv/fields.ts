import { type CsvField, csvFieldSchema } from '../../../protocol/models/data/portability.ts';
import { partsOfKind } from '../../../protocol/models/vault/credential-parts.ts';
import type { CredentialKind } from '../../../protocol/models/vault/vault.ts';

/** Fields every credential has besides its name and hosts: none of them is secret. */
export const detailFields: readonly CsvField[] = ['environment', 'notes', 'tags', 'expiresAt', 'rotateEveryDays'];

/** Fields never shown but by their length. */
export const secretFields: ReadonlySet<CsvField> = new Set([
  'secret',
  'apiToken',
  'secretKey',
  'token',
  'password',
  'privateKey',
  'pkcs12',
  'passphrase',
]);

/** Fields that hold several values: hosts, deployment ids, addresses. */
export const listFields: ReadonlySet<CsvField> = new Set([
  'allowedHosts',
  'deploymentIds',
  'redirectUris',
  'scopes',
  'tags',
]);

/** Headings as LMS, systems and people write them, without case, blanks and signs. */
const headings: Readonly<Record<CsvField, readonly string[]>> = {
  name: ['name', 'title', 'customer', 'tenant', 'school', 'institution', 'credential', 'label', 'client', 'account'],
  kind: ['kind', 'type', 'credentialkind', 'credentialtype'],
  allowedHosts: [
    'allowedhosts',
    'hosts',
    'host',
    'domain',
    'domains',
    'url',
    'baseurl',
    'launchurl',
    'toolurl',
    'site',
  ],
  consumerKey: ['consumerkey', 'oauthconsumerkey', 'key', 'ltikey', 'oauthkey', 'clientkey', 'toolkey'],
  secret: [
    'secret',
    'sharedsecret',
    'consumersecret',
    'oauthconsumersecret',
    'ltisecret',
    'oauthsecret',
    'clientsecret',
  ],
  apiToken: ['apitoken', 'apikey'],
  secretKey: ['secretkey', 'signingkey', 'hmackey', 'apisecret'],
  token: ['token', 'bearertoken', 'accesstoken', 'bearer'],
  username: ['username', 'user', 'login', 'loginname'],
  password: ['password', 'pass', 'pwd'],
  issuer: ['issuer', 'iss', 'platformid'],
  clientId: ['clientid', 'aud'],
  deploymentIds: ['deploymentids', 'deploymentid', 'deployments', 'deployment'],
  loginUrl: ['loginurl', 'logininitiationurl', 'initiateloginuri', 'oidcloginurl'],
  redirectUris: ['redirecturis', 'redirecturi', 'redirecturls', 'redirecturl'],
  keySetUrl: ['keyseturl', 'jwksurl', 'jwksuri', 'publickeyseturl'],
  keySet: ['keyset', 'jwks', 'publickeyset'],
  scopes: ['scopes', 'scope'],
  privateKey: ['privatekey', 'rsaprivatekey', 'pem'],
  certificate: ['certificate', 'clientcertificate', 'cert'],
  pkcs12: ['pkcs12', 'p12', 'pfx'],
  passphrase: ['passphrase', 'keypassphrase'],
  environment: ['environment', 'env', 'stage'],
  notes: ['notes', 'note', 'comment', 'comments', 'remarks', 'description'],
  tags: ['tags', 'tag', 'labels'],
  expiresAt: ['expiresat', 'expires', 'expiry', 'expirydate', 'validuntil'],
  rotateEveryDays: ['rotateeverydays', 'rotateevery', 'rotationdays'],
};

const byHeading: ReadonlyMap<string, CsvField> = new Map(
  csvFieldSchema.options.flatMap((field) => headings[field].map((name) => [name, field] as const)),
);

/** The field a heading most likely stands for. */
export function fieldOfHeading(heading: string): CsvField | null {
  return byHeading.get(heading.toLowerCase().replace(/[^a-z0-9]+/g, '')) ?? null;
}

/** One field for each column, the first of several headings that mean the same. */
export function guessFields(row: readonly string[]): (CsvField | null)[] {
  const taken = new Set<CsvField>();
  return row.map((heading) => {
    const field = fieldOfHeading(heading);
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** The kind most of whose fields there are columns for. */
export function guessKind(fields: readonly (CsvField | null)[]): CredentialKind {
  const present = new Set(fields);
  const kinds: CredentialKind[] = [
    'oauth-consumer',
    'proctorexam',
    'lti-registration',
    'basic',
    'bearer',
    'client-certificate',
  ];
  const share = (kind: CredentialKind) => partsOfKind[kind].filter((part) => present.has(part)).length;
  return kinds.toSorted((a, b) => share(b) - share(a))[0] ?? 'oauth-consumer';
}

/** A value a spreadsheet would compute instead of showing. */
export const looksLikeFormula = /^[=+\-@\t\r]/;
