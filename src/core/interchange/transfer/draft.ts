import { noDetails } from '../../../protocol/models/vault/credential-details.ts';
import { type Credential, type CredentialDraft, credentialDraftSchema } from '../../../protocol/models/vault/vault.ts';
import { type Problem, ProblemError } from '../../../protocol/problem.ts';
import { normaliseHosts } from '../../vault/credentials/allowed-hosts.ts';
import { type CredentialParts, draftOf, openCredentialOf, partsOf } from '../../vault/credentials/credential-parts.ts';
import type { OpenCredential } from '../../vault/credentials/credentials.ts';
import { materialOf } from '../../vault/credentials/review.ts';
import type { CarriedCredential } from '../vault-file/content.ts';

/** A credential of a file as it would be made here, or why it cannot be. */
export type ReadyCredential =
  | {
      ok: true;
      draft: CredentialDraft;
      hosts: string[];
      parts: CredentialParts;
      /** Marks of its key material, equal for equal keys. */
      material: string[];
    }
  | { ok: false; problem: Problem };

/** Checks a credential of a file by the rules every credential is made by. Parts and secrets that are not known are left behind. */
export function readyCredential({
  kind,
  name,
  allowedHosts,
  parts,
  secrets,
  details,
}: CarriedCredential): ReadyCredential {
  const bare = draftOf({ kind, name, allowedHosts, publicParts: parts });
  const parsed = credentialDraftSchema.safeParse({ ...bare, ...knownSecrets(bare, secrets), details });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = `draft.${issue?.path.map(String).join('.') ?? ''}`;
    return { ok: false, problem: { code: 'input.invalid', params: {}, field, detail: issue?.message ?? '' } };
  }
  try {
    const hosts = normaliseHosts(allowedHosts);
    const made = partsWithKey(parsed.data);
    return { ok: true, draft: parsed.data, hosts, ...made };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** A registration without a key gets one of its own when it is made: there is nothing to compare yet. */
function partsWithKey(draft: CredentialDraft): { parts: CredentialParts; material: string[] } {
  if (draft.kind === 'lti-registration' && draft.privateKey === '') {
    return { parts: { publicParts: {}, secrets: new Map() }, material: [] };
  }
  const parts = partsOf(draft, new Map());
  return { parts, material: materialOf(parts, opened(draft, parts)) };
}

function opened(
  { kind, name, allowedHosts }: CredentialDraft,
  { publicParts, secrets }: CredentialParts,
): OpenCredential {
  return openCredentialOf({ id: '', kind, name, allowedHosts, publicParts }, secrets);
}

/** Secrets under names the kind has: what else a file names must not become a field of the draft. */
function knownSecrets(bare: CredentialDraft, secrets: Readonly<Record<string, string>>): Record<string, string> {
  const names = ['secret', 'apiToken', 'secretKey', 'token', 'password', 'privateKey', 'pkcs12', 'passphrase'];
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => names.includes(name) && name in bare));
}

/** The same credential in every part a person could tell apart. */
export function isSame(
  { draft, hosts, parts }: Extract<ReadyCredential, { ok: true }>,
  stored: Pick<Credential, 'name' | 'kind' | 'publicParts' | 'allowedHosts' | 'details'>,
  open: OpenCredential,
): boolean {
  if (draft.name !== stored.name || draft.kind !== stored.kind) return false;
  if (draft.kind === 'lti-registration' && draft.privateKey === '') return false;
  const own = { ...opened(draft, parts), id: open.id, allowedHosts: open.allowedHosts };
  return (
    JSON.stringify(own) === JSON.stringify(open) &&
    sorted(parts.publicParts) === sorted(stored.publicParts) &&
    sorted(draft.details ?? noDetails) === sorted(stored.details) &&
    JSON.stringify(hosts.toSorted()) === JSON.stringify(stored.allowedHosts.toSorted())
  );
}

function sorted(record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A draft that puts a credential back as it is, its secrets included. Stays in core. */
export function wholeDraft(
  stored: Parameters<typeof draftOf>[0] & Pick<Credential, 'details'>,
  open: OpenCredential,
): CredentialDraft {
  return credentialDraftSchema.parse({ ...draftOf(stored), ...secretFields(open), details: stored.details });
}

function secretFields(open: OpenCredential): Record<string, string> {
  switch (open.kind) {
    case 'oauth-consumer':
      return { secret: open.secret };
    case 'proctorexam':
      return { apiToken: open.apiToken ?? '', secretKey: open.secretKey };
    case 'bearer':
      return { token: open.token };
    case 'basic':
      return { password: open.password };
    case 'lti-registration':
      return { privateKey: open.privateKey };
    case 'client-certificate': {
      const { material } = open;
      const passphrase = material.passphrase ?? '';
      return material.format === 'pem'
        ? { privateKey: material.privateKey, passphrase }
        : { pkcs12: material.pkcs12, passphrase };
    }
  }
}
