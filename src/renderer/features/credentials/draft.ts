import {
  type Credential,
  type CredentialDraft,
  type CredentialKind,
  credentialDraftSchema,
} from '../../../protocol/models/vault.ts';
import { readHosts } from './hosts.ts';

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
  privateKey: string;
  generateKey: boolean;
  certificate: string;
  /** Base64. */
  pkcs12: string;
  passphrase: string;
};

export type CredentialPreset = { kind?: CredentialKind | undefined; host?: string | undefined };
export type CredentialField = Exclude<keyof CredentialForm, 'kind' | 'generateKey'>;
/** Fields that hold one line of text. */
export type TextField = Exclude<CredentialField, 'deploymentIds' | 'redirectUris' | 'allowedHosts'>;
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
    privateKey: '',
    generateKey: false,
    certificate: shown('certificate'),
    pkcs12: '',
    passphrase: '',
  };
}

const partsOfKind = {
  'oauth-consumer': ['consumerKey', 'secret'],
  proctorexam: ['apiToken', 'secretKey'],
  bearer: ['token'],
  basic: ['username', 'password'],
  'lti-registration': [
    'issuer',
    'clientId',
    'deploymentIds',
    'loginUrl',
    'redirectUris',
    'keySetUrl',
    'keySet',
    'privateKey',
    'generateKey',
  ],
  'client-certificate': ['certificate', 'privateKey', 'pkcs12', 'passphrase'],
} as const satisfies Record<CredentialKind, readonly (keyof CredentialForm)[]>;

function draftFrom(form: CredentialForm, allowedHosts: string[]): unknown {
  const parts = partsOfKind[form.kind].map((part) => [part, form[part]]);
  return { kind: form.kind, name: form.name, allowedHosts, ...Object.fromEntries(parts) };
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
  return typeof name === 'string' && name in form && name !== 'kind' && name !== 'generateKey';
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
    if (isField(path[0], form)) errors[path[0]] = true;
  }
  return parsed.success && Object.keys(errors).length === 0 ? { ok: true, draft: parsed.data } : { ok: false, errors };
}
