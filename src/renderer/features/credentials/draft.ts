import type { Environment } from '../../../protocol/models/connection.ts';
import { noDetails } from '../../../protocol/models/vault/credential-details.ts';
import { partsOfKind } from '../../../protocol/models/vault/credential-parts.ts';
import {
  type Credential,
  type CredentialDraft,
  type CredentialKind,
  credentialDraftSchema,
} from '../../../protocol/models/vault/vault.ts';
import { readHosts } from './hosts.ts';
import { type OverlapName, usualOverlap } from './overlap/overlaps.ts';

/** The form while it is filled in. It holds typed secrets and is thrown away with the dialog. */
export type CredentialForm = {
  kind: CredentialKind;
  name: string;
  allowedHosts: readonly string[];
  consumerKey: string;
  secret: string;
  apiToken: string;
  secretKey: string;
  token: string;
  username: string;
  password: string;
  issuer: string;
  clientId: string;
  deploymentIds: readonly string[];
  loginUrl: string;
  redirectUris: readonly string[];
  keySetUrl: string;
  keySet: string;
  scopes: readonly string[];
  privateKey: string;
  generateKey: boolean;
  certificate: string;
  /** Base64. */
  pkcs12: string;
  passphrase: string;
  environment: Environment | null;
  tags: readonly string[];
  notes: string;
  /** Epoch milliseconds. */
  expiresAt: number | null;
  rotateEveryDays: number | null;
  /** How long the values before are kept when secrets change. */
  overlap: OverlapName;
};

export type CredentialPreset = { kind?: CredentialKind | undefined; host?: string | undefined };
const fieldsWithoutErrors = ['kind', 'generateKey', 'environment', 'overlap'] as const;
export type CredentialField = Exclude<keyof CredentialForm, (typeof fieldsWithoutErrors)[number]>;
/** Fields that hold one line of text. */
export type TextField = Exclude<
  CredentialField,
  'deploymentIds' | 'redirectUris' | 'scopes' | 'allowedHosts' | 'tags' | 'notes' | 'expiresAt' | 'rotateEveryDays'
>;
export type CredentialErrors = Partial<Record<CredentialField, true>>;

/** An existing credential without its secrets, or an empty form. `host` is added to the allowed ones. */
export function formOf(credential: Credential | null, { kind, host }: CredentialPreset = {}): CredentialForm {
  const hosts = [...(credential?.allowedHosts ?? []), ...(host ? [host] : [])];
  const shown = (part: string) => credential?.publicParts[part] ?? '';
  const list = (part: string) => shown(part).split('\n').filter(Boolean);
  return {
    kind: credential?.kind ?? kind ?? 'oauth-consumer',
    name: credential?.name ?? '',
    allowedHosts: [...new Set(hosts)],
    consumerKey: shown('consumerKey'),
    secret: '',
    apiToken: '',
    secretKey: '',
    token: '',
    username: shown('username'),
    password: '',
    issuer: shown('issuer'),
    clientId: shown('clientId'),
    deploymentIds: list('deploymentIds'),
    loginUrl: shown('loginUrl'),
    redirectUris: list('redirectUris'),
    keySetUrl: shown('keySetUrl'),
    keySet: shown('keySet'),
    scopes: list('scopes'),
    privateKey: '',
    generateKey: false,
    certificate: shown('certificate'),
    pkcs12: '',
    passphrase: '',
    ...(credential?.details ?? noDetails),
    overlap: usualOverlap,
  };
}

/** Beside what is stored, the form of a registration says whether a new key is made. */
const fieldsOfKind = {
  ...partsOfKind,
  'lti-registration': [...partsOfKind['lti-registration'], 'generateKey'],
} as const satisfies Record<CredentialKind, readonly (keyof CredentialForm)[]>;

function draftFrom(form: CredentialForm, allowedHosts: string[]): unknown {
  const parts = fieldsOfKind[form.kind].map((part) => [part, form[part]]);
  const { environment, tags, notes, expiresAt, rotateEveryDays } = form;
  const details = { environment, tags, notes, expiresAt, rotateEveryDays };
  return { kind: form.kind, name: form.name, allowedHosts, details, ...Object.fromEntries(parts) };
}

const secretFields = [
  'secret',
  'apiToken',
  'secretKey',
  'token',
  'password',
  'privateKey',
  'pkcs12',
  'passphrase',
] as const;

/** Whether saving the form would put another secret in place of a stored one. */
export function changesSecret(form: CredentialForm): boolean {
  return form.generateKey || secretFields.some((field) => form[field] !== '');
}

/** Secrets a credential cannot do without: while it is new they have to be typed, later an empty one keeps what is stored. */
function missingSecrets(form: CredentialForm): CredentialErrors {
  const missing = (field: TextField): CredentialErrors => (form[field] === '' ? { [field]: true } : {});
  switch (form.kind) {
    case 'oauth-consumer':
      return missing('secret');
    case 'proctorexam':
      return missing('secretKey');
    case 'bearer':
      return missing('token');
    case 'basic':
      return missing('password');
    case 'lti-registration':
      return {};
    case 'client-certificate':
      if (form.pkcs12 !== '') return {};
      return form.certificate === '' ? { certificate: true } : missing('privateKey');
  }
}

function isField(name: unknown, form: CredentialForm): name is CredentialField {
  return typeof name === 'string' && name in form && !fieldsWithoutErrors.some((one) => one === name);
}

/** The draft to save, or the fields that keep it from being one. */
export function readDraft(
  form: CredentialForm,
  isNew: boolean,
): { ok: true; draft: CredentialDraft } | { ok: false; errors: CredentialErrors } {
  const { hosts, refused } = readHosts(form.allowedHosts);
  const errors: CredentialErrors = isNew ? missingSecrets(form) : {};
  if (refused.length > 0) errors.allowedHosts = true;
  const parsed = credentialDraftSchema.safeParse(draftFrom(form, hosts));
  for (const { path } of parsed.error?.issues ?? []) {
    const name = path[0] === 'details' ? path[1] : path[0];
    if (isField(name, form)) errors[name] = true;
  }
  return parsed.success && Object.keys(errors).length === 0 ? { ok: true, draft: parsed.data } : { ok: false, errors };
}
