import type { LockReason } from '../../protocol/models/vault/vault-protection.ts';
import type { Vault } from './vault.ts';

/** How long work under way has for its end before the key goes, in milliseconds. */
const graceMs = 2_000;

type LockingPorts = {
  vault: Vault;
  /** Ends all that needs the key; resolves when it has ended. */
  endWork(): Promise<unknown>;
  /** Calls `run` after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
};

/**
 * Locks the vault. What is under way is ended first, so that it is on record as cancelled and not as broken; what does not end
 * in time finds the vault locked.
 */
export async function lockVault({ vault, endWork, after }: LockingPorts, reason: LockReason): Promise<void> {
  if (vault.isUnlocked()) {
    let cancelTimer = (): void => {};
    const late = new Promise<void>((resolve) => {
      cancelTimer = after(graceMs, resolve);
    });
    await Promise.race([endWork(), late]);
    cancelTimer();
  }
  vault.lock(reason);
}
