import type { NewSlot } from '../../../protocol/models/vault/vault-protection.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { StoredKeySlot } from '../../storage/repositories/key-slots.ts';
import type { Keyring } from '../keys/keyring.ts';
import { newId } from '../new-id.ts';
import { createSlot, type MadeSlot, type SlotPorts } from './create-slot.ts';
import { isIntact } from './key-slot.ts';
import { openWithPassphrase } from './unlock.ts';

/** Ways into the vault, added and taken away: only the data key is wrapped anew, nothing that is sealed with it changes. */
export type SlotManager = {
  /** Answers a new recovery key, which is kept nowhere. Throws `vault.locked`, `vault.weak-passphrase`, `vault.keychain-unavailable`. */
  add(method: NewSlot, name: string): Promise<{ recoveryKey: string | null }>;
  /** Throws `vault.last-slot` for the last that works here, `not-found`. */
  remove(id: string): Promise<void>;
  rename(id: string, name: string): void;
  /** Throws `vault.wrong-passphrase`, `vault.weak-passphrase`, `vault.locked`, `not-found`. */
  changePassphrase(id: string, oldPassphrase: string, newPassphrase: string): Promise<void>;
  /** Wraps the key with the keychain there is now. Throws `vault.keychain-unavailable`, `vault.locked`, `not-found`. */
  renewKeychain(id: string): Promise<void>;
  /** Keychain slots that do not open with the keychain there is now. */
  unusable(): Promise<string[]>;
};

type ManagerPorts = SlotPorts & {
  clock: Clock;
  storage: Pick<Storage, 'keySlots' | 'transaction'>;
  keyring: Keyring;
  /** Keychain slots that were tried and did not open. */
  lost: Set<string>;
};

export function createSlotManager(ports: ManagerPorts): SlotManager {
  const { storage, keyring, clock, random, keys, lost } = ports;
  const { keySlots, transaction } = storage;

  const require = (id: string, kind?: StoredKeySlot['kind']): StoredKeySlot => {
    const slot = keySlots.list().find((one) => one.id === id && (kind === undefined || one.kind === kind));
    if (slot === undefined) throw new ProblemError('not-found', { params: { what: 'key slot', id } });
    return slot;
  };

  /** Makes a slot and stores it; anew when the data key began to change while it was made. */
  const makeAndStore = async (
    facts: Pick<StoredKeySlot, 'id' | 'name' | 'createdAt' | 'lastUsedAt'>,
    method: NewSlot,
    store: (slot: StoredKeySlot) => void,
  ): Promise<MadeSlot> => {
    for (;;) {
      keyring.content();
      const before = keyring.generation();
      const made = await createSlot(facts, method, keyring.content, ports);
      if (keyring.generation() !== before) continue;
      store(made.slot);
      return made;
    }
  };

  const unusable = async (): Promise<string[]> => {
    const slots = keySlots.list().filter(({ kind }) => kind === 'keychain');
    if (slots.length === 0) return [];
    const { protects, backend } = await keys.status();
    return slots.filter((slot) => !protects || slot.backend !== backend || lost.has(slot.id)).map(({ id }) => id);
  };

  return {
    async add(method, name) {
      const facts = { id: newId(random), name, createdAt: clock.now(), lastUsedAt: null };
      const { recoveryKey } = await makeAndStore(facts, method, keySlots.insert);
      return { recoveryKey };
    },

    async remove(id) {
      const useless = new Set(await unusable());
      transaction(() => {
        require(id);
        const others = keySlots.list().filter((slot) => slot.id !== id && !useless.has(slot.id) && isIntact(slot));
        if (others.length === 0) throw new ProblemError('vault.last-slot');
        keySlots.delete(id);
      });
    },

    rename(id, name) {
      require(id);
      keySlots.rename(id, name);
    },

    async changePassphrase(id, oldPassphrase, newPassphrase) {
      keyring.content();
      const slot = require(id, 'passphrase');
      const { content, slotKey } = await openWithPassphrase([slot], oldPassphrase);
      for (const buffer of [slotKey, content.current, content.next, content.shared]) buffer?.fill(0);
      await makeAndStore(slot, { kind: 'passphrase', passphrase: newPassphrase }, (made) => {
        if (!keySlots.update(made)) require(id);
      });
    },

    async renewKeychain(id) {
      const slot = require(id, 'keychain');
      await makeAndStore(slot, { kind: 'keychain' }, (made) => {
        if (!keySlots.update(made)) require(id);
      });
      lost.delete(id);
    },

    unusable,
  };
}
