import type { Credential, CredentialDraft } from '../../protocol/models/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';

/** A draft taken apart: what is kept in clear and what is sealed, by name of the part. */
export type CredentialParts = { publicParts: Record<string, string>; secrets: ReadonlyMap<string, string> };

/**
 * Parts of a draft. A secret left empty is taken from `kept` if it is there. Throws `input.invalid` naming the field when a
 * secret is missing; the API token of a ProctorExam credential may be.
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
  }
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

/** A credential with its secrets, for signing. Never leaves core. */
export type OpenCredential = { id: string; name: string; allowedHosts: readonly string[] } & (
  | { kind: 'oauth-consumer'; consumerKey: string; secret: string }
  | { kind: 'proctorexam'; apiToken: string | null; secretKey: string }
);

/** Throws `vault.tampered` when a part that every credential of its kind has is not there. */
export function openCredentialOf(credential: Credential, secrets: ReadonlyMap<string, string>): OpenCredential {
  const { id, name, allowedHosts, kind } = credential;
  const need = (value: string | undefined, part: string): string => {
    if (value !== undefined) return value;
    throw new ProblemError('vault.tampered', { params: { what: `${id} ${part}` }, detail: 'a part is missing' });
  };
  switch (kind) {
    case 'oauth-consumer': {
      const consumerKey = need(credential.publicParts.consumerKey, 'consumerKey');
      return { id, name, allowedHosts, kind, consumerKey, secret: need(secrets.get('secret'), 'secret') };
    }
    case 'proctorexam': {
      const secretKey = need(secrets.get('secretKey'), 'secretKey');
      return { id, name, allowedHosts, kind, apiToken: secrets.get('apiToken') ?? null, secretKey };
    }
  }
}
