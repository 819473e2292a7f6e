import type { KeychainStatus } from '../protocol/host.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { OsEncryption } from './runtime.ts';

/** Linux stores that keep nothing secret: Chromium's fixed public key, and not knowing which is used. */
const unprotected: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

const onlyBackend: Readonly<Record<string, string>> = { darwin: 'keychain', win32: 'dpapi' };

export type Keychain = {
  status(): Promise<KeychainStatus>;
  /** `key` and the answer's `wrapped` are base64. */
  wrap(key: string): Promise<{ wrapped: string; backend: string }>;
  /** `rewrapped`: to be kept in place of `wrapped`, where the system's own key has changed; `null` where nothing has. */
  unwrap(wrapped: string): Promise<{ key: string; rewrapped: string | null }>;
};

/**
 * The OS keychain for the vault's data key.
 * Judged by the backend's name and not by availability alone: whether Electron calls `basic_text` available has changed between versions.
 * @throws ProblemError `vault.keychain-unavailable` when it protects nothing or cannot be reached, `vault.keychain-lost` when
 *   it no longer opens what it once wrapped. An empty key is never returned.
 */
export function createKeychain(encryption: OsEncryption, platform: string): Keychain {
  const backend = () => encryption.backend() ?? onlyBackend[platform] ?? 'unknown';

  const status = async (): Promise<KeychainStatus> => {
    const name = backend();
    return { protects: !unprotected.has(name) && (await encryption.available()), backend: name };
  };

  const require = async (): Promise<string> => {
    const { protects, backend: name } = await status();
    if (!protects) throw new ProblemError('vault.keychain-unavailable', { params: { backend: name } });
    return name;
  };

  /** Proven before it is handed out: what does not come back must not take the place of what did. */
  const rewrap = async (key: string): Promise<string | null> => {
    try {
      const encrypted = await encryption.encrypt(key);
      const { text } = await encryption.decrypt(encrypted);
      return text === key ? Buffer.from(encrypted).toString('base64') : null;
    } catch {
      // The old one still opens: the next unlock tries again.
      return null;
    }
  };

  return {
    status,
    wrap: async (key) => {
      const name = await require();
      const encrypted = await encryption.encrypt(key).catch((cause: unknown) => {
        throw new ProblemError('vault.keychain-unavailable', { params: { backend: name }, cause });
      });
      return { wrapped: Buffer.from(encrypted).toString('base64'), backend: name };
    },
    unwrap: async (wrapped) => {
      const name = await require();
      const { text: key, shouldReEncrypt } = await encryption
        .decrypt(Buffer.from(wrapped, 'base64'))
        .catch((cause: unknown) => {
          throw new ProblemError('vault.keychain-lost', { params: { expected: name, actual: name }, cause });
        });
      if (key === '') throw new ProblemError('vault.keychain-lost', { params: { expected: name, actual: name } });
      return { key, rewrapped: shouldReEncrypt ? await rewrap(key) : null };
    },
  };
}
