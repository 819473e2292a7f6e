import type {
  ClientCertificateDraft,
  Credential,
  CredentialDraft,
  LtiRegistrationDraft,
} from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { keySetFrom } from '../../lti/advantage/keys/pasted-keys.ts';
import { type ClientKeyMaterial, certificateFacts } from '../key-material/client-certificate.ts';
import { publicHalf } from '../key-material/own-key.ts';

/** A draft taken apart: what is kept in clear and what is sealed, by name of the part. */
export type CredentialParts = { publicParts: Record<string, string>; secrets: ReadonlyMap<string, string> };

/**
 * Parts of a draft. A secret left empty is taken from `kept` if it is there. Throws `input.invalid` naming the field when a
 * secret is missing or is not what it has to be; the API token of a ProctorExam credential may be missing.
 */
export function partsOf(draft: CredentialDraft, kept: ReadonlyMap<string, string>): CredentialParts {
  switch (draft.kind) {
    case 'oauth-consumer':
      return {
        publicParts: { consumerKey: draft.consumerKey },
        secrets: withKept({ secret: draft.secret }, ['secret'], kept),
      };
    case 'proctorexam':
      return {
        publicParts: {},
        secrets: withKept({ apiToken: draft.apiToken, secretKey: draft.secretKey }, ['secretKey'], kept),
      };
    case 'bearer':
      return { publicParts: {}, secrets: withKept({ token: draft.token }, ['token'], kept) };
    case 'basic':
      return {
        publicParts: { username: draft.username },
        secrets: withKept({ password: draft.password }, ['password'], kept),
      };
    case 'lti-registration':
      return registrationParts(draft, kept);
    case 'client-certificate':
      return certificateParts(draft, kept);
  }
}

function registrationParts(draft: LtiRegistrationDraft, kept: ReadonlyMap<string, string>): CredentialParts {
  const secrets = withKept({ privateKey: draft.privateKey }, ['privateKey'], kept);
  const { issuer, clientId, loginUrl, keySetUrl } = draft;
  const publicParts = withoutEmpty({
    issuer,
    clientId,
    deploymentIds: draft.deploymentIds.join('\n'),
    loginUrl,
    redirectUris: draft.redirectUris.join('\n'),
    keySetUrl,
    keySet: keySetText(draft.keySet),
    scopes: draft.scopes.join('\n'),
    ...publicHalf(secrets.get('privateKey') ?? ''),
  });
  return { publicParts, secrets };
}

/** The keys as a set, whatever form they were pasted in. One with a private or symmetric key in it would be stored in clear. */
function keySetText(pasted: string): string {
  if (pasted.trim() === '') return '';
  const read = keySetFrom(pasted);
  if ('keySet' in read) return read.keySet;
  throw new ProblemError('input.invalid', { field: 'draft.keySet', detail: read.problem });
}

function certificateParts(draft: ClientCertificateDraft, kept: ReadonlyMap<string, string>): CredentialParts {
  const { certificate, privateKey, pkcs12, passphrase } = draft;
  const isPem = certificate.trim() !== '';
  const given: Record<string, string> = isPem ? { privateKey } : { pkcs12 };
  // A passphrase belongs to the key it came with: a new key does not take that of the old one.
  const isNewKey = Object.values(given).some((value) => value !== '');
  const secrets = new Map(withKept(given, Object.keys(given), kept));
  const phrase = passphrase === '' && !isNewKey ? kept.get('passphrase') : passphrase;
  if (phrase !== undefined && phrase !== '') secrets.set('passphrase', phrase);
  const publicParts = withoutEmpty({ certificate: certificate.trim() });
  return { publicParts: { ...certificateFacts(keyMaterial(publicParts, secrets)), ...publicParts }, secrets };
}

function keyMaterial(
  { certificate }: Readonly<Record<string, string>>,
  secrets: ReadonlyMap<string, string>,
): ClientKeyMaterial {
  const passphrase = secrets.get('passphrase') ?? null;
  return certificate === undefined
    ? { format: 'pkcs12', pkcs12: secrets.get('pkcs12') ?? '', passphrase }
    : { format: 'pem', certificate, privateKey: secrets.get('privateKey') ?? '', passphrase };
}

function withoutEmpty(parts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
}

function withKept(
  given: Readonly<Record<string, string>>,
  required: readonly string[],
  kept: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const [part, typed] of Object.entries(given)) {
    const value = typed === '' ? kept.get(part) : typed;
    if (value !== undefined) secrets.set(part, value);
    else if (required.includes(part)) {
      throw new ProblemError('input.invalid', { field: `draft.${part}`, detail: 'must not be empty' });
    }
  }
  return secrets;
}

/** The draft that changes nothing: secrets are empty, which keeps the stored ones. */
export function draftOf({
  kind,
  name,
  publicParts,
  allowedHosts,
}: Pick<Credential, 'kind' | 'name' | 'publicParts' | 'allowedHosts'>): CredentialDraft {
  const common = { name, allowedHosts };
  const text = (part: string) => publicParts[part] ?? '';
  const list = (part: string) => text(part).split('\n').filter(Boolean);
  switch (kind) {
    case 'oauth-consumer':
      return { kind, ...common, consumerKey: text('consumerKey'), secret: '' };
    case 'proctorexam':
      return { kind, ...common, apiToken: '', secretKey: '' };
    case 'bearer':
      return { kind, ...common, token: '' };
    case 'basic':
      return { kind, ...common, username: text('username'), password: '' };
    case 'lti-registration':
      return {
        kind,
        ...common,
        issuer: text('issuer'),
        clientId: text('clientId'),
        deploymentIds: list('deploymentIds'),
        loginUrl: text('loginUrl'),
        redirectUris: list('redirectUris'),
        keySetUrl: text('keySetUrl'),
        keySet: text('keySet'),
        scopes: list('scopes'),
        privateKey: '',
        generateKey: false,
      };
    case 'client-certificate':
      return { kind, ...common, certificate: text('certificate'), privateKey: '', pkcs12: '', passphrase: '' };
  }
}

/** An LTI 1.3 registration with its own key. The addresses are sealed to the key: nobody can change them in the database. */
export type OpenRegistration = {
  issuer: string;
  clientId: string;
  deploymentIds: readonly string[];
  /** Empty where it is not known. */
  loginUrl: string;
  redirectUris: readonly string[];
  /** Of services; empty: all. */
  scopes: readonly string[];
  kid: string;
  /** PEM. */
  privateKey: string;
};

/** A credential with its secrets, for signing. Never leaves core. */
export type OpenCredential = { id: string; name: string; allowedHosts: readonly string[] } & (
  | { kind: 'oauth-consumer'; consumerKey: string; secret: string }
  | { kind: 'proctorexam'; apiToken: string | null; secretKey: string }
  | ({ kind: 'lti-registration' } & OpenRegistration)
  | { kind: 'bearer'; token: string }
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'client-certificate'; material: ClientKeyMaterial }
);

/** Throws `vault.tampered` when a part that every credential of its kind has is not there. */
export function openCredentialOf(
  credential: Pick<Credential, 'id' | 'name' | 'allowedHosts' | 'kind' | 'publicParts'>,
  secrets: ReadonlyMap<string, string>,
): OpenCredential {
  const { id, name, allowedHosts, kind, publicParts } = credential;
  const common = { id, name, allowedHosts };
  const need = (value: string | undefined, part: string): string => {
    if (value !== undefined) return value;
    throw new ProblemError('vault.tampered', { params: { what: `${id} ${part}` }, detail: 'a part is missing' });
  };
  const secret = (part: string) => need(secrets.get(part), part);
  const shown = (part: string) => need(publicParts[part], part);
  switch (kind) {
    case 'oauth-consumer':
      return { ...common, kind, consumerKey: shown('consumerKey'), secret: secret('secret') };
    case 'proctorexam':
      return { ...common, kind, apiToken: secrets.get('apiToken') ?? null, secretKey: secret('secretKey') };
    case 'bearer':
      return { ...common, kind, token: secret('token') };
    case 'basic':
      return { ...common, kind, username: shown('username'), password: secret('password') };
    case 'lti-registration': {
      const facts = { issuer: shown('issuer'), clientId: shown('clientId'), kid: shown('kid') };
      const lines = (part: string) => (publicParts[part] ?? '').split('\n').filter(Boolean);
      const addresses = { loginUrl: publicParts.loginUrl ?? '', redirectUris: lines('redirectUris') };
      const own = { ...facts, ...addresses, deploymentIds: lines('deploymentIds'), scopes: lines('scopes') };
      return { ...common, kind, ...own, privateKey: secret('privateKey') };
    }
    case 'client-certificate':
      secret(publicParts.certificate === undefined ? 'pkcs12' : 'privateKey');
      return { ...common, kind, material: keyMaterial(publicParts, secrets) };
  }
}

/** A secret of a credential under the words a person knows it by. */
export type NamedSecret = { part: string; value: string };

/** Every text of an opened credential that must be seen nowhere, the forms it is sent in included. */
export function secretTexts(opened: OpenCredential): NamedSecret[] {
  const named = (part: string, value: string | null): NamedSecret[] =>
    value === null || value === '' ? [] : [{ part, value }];
  switch (opened.kind) {
    case 'oauth-consumer':
      return named('the secret', opened.secret);
    case 'proctorexam':
      return [...named('the secret key', opened.secretKey), ...named('the API token', opened.apiToken)];
    case 'bearer':
      return named('the token', opened.token);
    case 'basic':
      return [...named('the password', opened.password), ...named('user name and password', basicPair(opened))];
    case 'lti-registration':
      return named('the private key', opened.privateKey);
    case 'client-certificate': {
      const { material } = opened;
      const key = material.format === 'pem' ? material.privateKey : material.pkcs12;
      return [...named('the private key', key), ...named('the passphrase', material.passphrase)];
    }
  }
}

/** User name and password as they are sent (RFC 7617 §2, in UTF-8). */
export function basicPair({ username, password }: { username: string; password: string }): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}
