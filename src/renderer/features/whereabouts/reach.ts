import type { KeySlot } from '../../../protocol/models/vault/vault-protection.ts';

/** From where a slot opens the vault: the command line asks for a passphrase and nothing else. */
export function reachOf(
  { id, kind }: Pick<KeySlot, 'id' | 'kind'>,
  unusable: readonly string[],
): 'everywhere' | 'windowOnly' | 'unusable' {
  if (unusable.includes(id)) return 'unusable';
  return kind === 'passphrase' ? 'everywhere' : 'windowOnly';
}

/** Whether the vault is lost with the keychain. */
export function hangsOnKeychain(slots: readonly Pick<KeySlot, 'kind'>[]): boolean {
  return slots.length > 0 && slots.every(({ kind }) => kind === 'keychain');
}
