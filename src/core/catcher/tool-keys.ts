import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';
import { ProblemError } from '../../protocol/problem.ts';
import type { Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newId } from '../vault/new-id.ts';
import type { SecretContext, Vault } from '../vault/vault.ts';

const publicKeySchema = z.strictObject({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  kid: z.string(),
  use: z.literal('sig'),
  alg: z.literal('RS256'),
});
type PublicKey = z.infer<typeof publicKeySchema>;

const privateKeySchema = z.looseObject({ kty: z.literal('RSA'), d: z.string() });

const settingsKey = 'catcher.tool-key';
export const toolKeyRecord = 'catcher';
const part = 'tool-key';

/**
 * The key set of the catcher as a tool (Security Framework 1.0 §6.3), which platforms want before they let a tool in. The pair
 * is made once, when the vault is first open: the private key is sealed there, the public one kept beside the settings.
 */
export async function toolKeySet(
  storage: Pick<Storage, 'settings' | 'secrets' | 'transaction'>,
  vault: Vault,
  random: Random,
): Promise<{ keys: PublicKey[] }> {
  const stored = storage.settings.read(settingsKey, publicKeySchema);
  if (stored !== undefined) return { keys: [stored] };
  if (!vault.isUnlocked()) return { keys: [] };
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const key = publicKeySchema.parse({
    ...(await exportJWK(pair.publicKey)),
    kid: newId(random),
    use: 'sig',
    alg: 'RS256',
  });
  const privateKey = JSON.stringify(await exportJWK(pair.privateKey));
  return storage.transaction(() => {
    const other = storage.settings.read(settingsKey, publicKeySchema);
    if (other !== undefined) return { keys: [other] };
    storage.secrets.replace(toolKeyRecord, [
      { part, version: 1, sealed: vault.sealSecret(contextOf(key), privateKey) },
    ]);
    storage.settings.write(settingsKey, key);
    return { keys: [key] };
  });
}

/** The key the catcher signs with as a tool. Throws `vault.locked`. */
export async function toolSigningKey(
  storage: Pick<Storage, 'settings' | 'secrets' | 'transaction'>,
  vault: Vault,
  random: Random,
): Promise<{ kid: string; privateKey: JWK }> {
  if (!vault.isUnlocked()) throw new ProblemError('vault.locked');
  const [key] = (await toolKeySet(storage, vault, random)).keys;
  const sealed = storage.secrets.list(toolKeyRecord).find((secret) => secret.part === part)?.sealed;
  if (key === undefined || sealed === undefined) throw new ProblemError('vault.locked');
  return { kid: key.kid, privateKey: privateKeySchema.parse(JSON.parse(vault.openSecret(contextOf(key), sealed))) };
}

/** What the private key is bound to; `undefined` as long as there is none. */
export function toolKeyContext(settings: Storage['settings']): SecretContext | undefined {
  const key = settings.read(settingsKey, publicKeySchema);
  return key === undefined ? undefined : contextOf(key);
}

function contextOf({ kid }: PublicKey): SecretContext {
  return { recordId: toolKeyRecord, part, version: 1, binding: kid };
}
