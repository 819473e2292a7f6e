import type { VaultStatus } from '../../../protocol/models/vault/vault-protection.ts';

export type KeychainOffer = 'offered' | 'basic_text' | 'none' | 'unknown';

/** Whether the keychain of the system can hold the key, and if not, which explanation fits. */
export function keychainOffer({ protects, backend }: VaultStatus['keychain']): KeychainOffer {
  if (protects) return 'offered';
  return backend === 'basic_text' || backend === 'none' ? backend : 'unknown';
}

const names: ReadonlyMap<string, string> = new Map([
  ['gnome_libsecret', 'GNOME Keyring'],
  ['kwallet', 'KWallet'],
  ['kwallet5', 'KWallet 5'],
  ['kwallet6', 'KWallet 6'],
  ['keychain', 'macOS Keychain'],
  ['dpapi', 'Windows DPAPI'],
]);

/** The name people know a keychain by; an unknown one by its own id. */
export function keychainName(backend: string): string {
  return names.get(backend) ?? backend;
}
