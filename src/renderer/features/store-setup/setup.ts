import { z } from 'zod';
import type { Connection } from '../../../protocol/models/connection.ts';
import { type StoreSetup, storeSetupSchema } from '../../../protocol/models/lti/store-setup.ts';
import type { Credential, CredentialDraft } from '../../../protocol/models/vault/vault.ts';

/** The setup screen as it is typed; the secret is kept apart from it. */
export const setupFormSchema = z.strictObject({
  name: z.string(),
  url: z.string(),
  consumerKey: z.string(),
  access: z.enum(['full', 'plan']),
  plan: z.string(),
});
export type SetupForm = z.infer<typeof setupFormSchema>;

/** What the connection already says. */
export function firstSetup({ name, baseUrl }: Connection, credential: Credential | null): SetupForm {
  return {
    name,
    url: baseUrl,
    consumerKey: credential?.publicParts.consumerKey ?? '',
    access: 'full',
    plan: '',
  };
}

/** The setup to hand on, without the secret; `null` while something is missing or malformed. */
export function readSetup({ name, url, consumerKey, access, plan }: SetupForm): StoreSetup | null {
  const read = storeSetupSchema.safeParse({
    name,
    url,
    consumerKey,
    access: access === 'full' ? { kind: 'full' } : { kind: 'plan', plan: plan.trim() },
  });
  return read.success ? read.data : null;
}

/** The credential a generated secret becomes: for the store's host alone. */
export function credentialFor({ name, url, consumerKey }: StoreSetup, secret: string): CredentialDraft {
  return { kind: 'oauth-consumer', name, consumerKey, secret, allowedHosts: [new URL(url).host] };
}

/** The connection as it is, to be changed in one place. */
export function connectionDraft({
  name,
  contractId,
  baseUrl,
  credentialId,
  environment,
  variables,
  notes,
}: Connection) {
  return { name, contractId, baseUrl, credentialId, environment, variables, notes };
}

const keyOf = (connectionId: string) => `countersign.store-setup.${connectionId}`;

/** What was typed over what the connection says. Never a secret. */
export function loadSetup(storage: Pick<Storage, 'getItem'>, connectionId: string): Partial<SetupForm> {
  try {
    return setupFormSchema.partial().safeParse(JSON.parse(storage.getItem(keyOf(connectionId)) ?? '{}')).data ?? {};
  } catch {
    return {};
  }
}

export function saveSetup(storage: Pick<Storage, 'setItem'>, connectionId: string, typed: Partial<SetupForm>): void {
  storage.setItem(keyOf(connectionId), JSON.stringify(typed));
}
