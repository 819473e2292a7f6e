import { type Credential, type CredentialDraft, credentialDraftSchema } from '../../../protocol/models/vault.ts';
import { readHosts } from './hosts.ts';

export type CredentialKind = Credential['kind'];

/** The form while it is filled in. It holds typed secrets and is thrown away with the dialog. */
export type CredentialForm = {
  kind: CredentialKind;
  name: string;
  consumerKey: string;
  secret: string;
  apiToken: string;
  secretKey: string;
  allowedHosts: readonly string[];
};

export type CredentialPreset = { kind?: CredentialKind | undefined; host?: string | undefined };
export type CredentialField = Exclude<keyof CredentialForm, 'kind'>;
export type CredentialErrors = Partial<Record<CredentialField, true>>;

/** An existing credential without its secrets, or an empty form. `host` is added to the allowed ones. */
export function formOf(credential: Credential | null, { kind, host }: CredentialPreset = {}): CredentialForm {
  const hosts = [...(credential?.allowedHosts ?? []), ...(host ? [host] : [])];
  return {
    kind: credential?.kind ?? kind ?? 'oauth-consumer',
    name: credential?.name ?? '',
    consumerKey: credential?.publicParts.consumerKey ?? '',
    secret: '',
    apiToken: '',
    secretKey: '',
    allowedHosts: [...new Set(hosts)],
  };
}

function draftFrom(form: CredentialForm, allowedHosts: string[]): unknown {
  const { kind, name } = form;
  if (kind === 'oauth-consumer')
    return { kind, name, consumerKey: form.consumerKey, secret: form.secret, allowedHosts };
  return { kind, name, apiToken: form.apiToken, secretKey: form.secretKey, allowedHosts };
}

/** Secrets a credential cannot do without: while it is new they have to be typed, later an empty one keeps what is stored. */
function missingSecrets(form: CredentialForm): CredentialErrors {
  if (form.kind === 'oauth-consumer') return form.secret === '' ? { secret: true } : {};
  return form.secretKey === '' ? { secretKey: true } : {};
}

const fields: readonly CredentialField[] = ['name', 'consumerKey', 'secret', 'apiToken', 'secretKey', 'allowedHosts'];

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
    const field = fields.find((one) => one === path[0]);
    if (field) errors[field] = true;
  }
  return parsed.success && Object.keys(errors).length === 0 ? { ok: true, draft: parsed.data } : { ok: false, errors };
}
