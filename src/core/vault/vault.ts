import type {
  CreateVaultMethod,
  LockReason,
  UnlockMethod,
  VaultStatus,
} from '../../protocol/models/vault/vault-protection.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock, KeyProvider, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { StoredKeySlot } from '../storage/repositories/key-slots.ts';
import { deriveKeys, keyBytes, wipeKeys } from './keys/data-key.ts';
import { createKeyRecords } from './keys/key-records.ts';
import { createKeyring, type Resealed, type SealPurpose } from './keys/keyring.ts';
import { newId } from './new-id.ts';
import type { SealContext } from './sealing/framing.ts';
import { createSlot, type SlotContent } from './slots/create-slot.ts';
import { promoted, withNextKey } from './slots/key-slot.ts';
import { createSlotManager, type SlotManager } from './slots/manage.ts';
import { defaultPassphraseCost, type PassphraseCost } from './slots/passphrase.ts';
import { type Opened, openAnySlot } from './slots/unlock.ts';
import { rewrappedSlot, upgradedSlot } from './slots/upgrade.ts';

/**
 * What a secret is bound to. `version` is that of the record; `binding` holds the facts about the record that decide what
 * the secret may be used for. A change of any of them, or another record's ciphertext, does not open.
 */
export type SecretContext = { recordId: string; part: string; version: number; binding: string };

/** The key and what is sealed with it. Everything that needs the key throws `vault.locked` or `vault.not-created` without it. */
export type Vault = {
  status(): Promise<Omit<VaultStatus, 'rotation'>>;
  /** Makes the data key and leaves the vault unlocked. Throws `vault.already-created`, `vault.weak-passphrase`, `vault.keychain-unavailable`. */
  create(method: CreateVaultMethod): Promise<void>;
  /** Throws `vault.not-created`, what {@link openAnySlot} throws, and `cancelled` when the vault was locked meanwhile. */
  unlock(method: UnlockMethod): Promise<void>;
  /** Overwrites the keys and forgets them. */
  lock(reason?: LockReason): void;
  isUnlocked(): boolean;
  sealSecret(context: SecretContext, value: string): Uint8Array;
  /** Throws `vault.tampered` when `sealed` is not what was sealed for this context. */
  openSecret(context: SecretContext, sealed: Uint8Array): string;
  sealBytes(context: SealContext, bytes: Uint8Array): Uint8Array;
  /** Throws `vault.tampered` when `sealed` is not what was sealed for this context. */
  openBytes(context: SealContext, sealed: Uint8Array): Uint8Array;
  readonly slots: SlotManager;
  readonly rotation: KeyRotation;
  /** Changes whenever the key that seals does. */
  keyGeneration(): number;
  /** Called after every change between absent, locked and unlocked; the returned function ends the subscription. */
  onChange(listener: () => void): () => void;
};

/** The two ends of a rotation of the data key, and what is done to each sealed value between them. */
export type KeyRotation = {
  isUnderWay(): boolean;
  /** Makes the next data key and wraps it for every slot beside the present one. Does nothing when it is under way. */
  begin(): void;
  resealSecret(context: SecretContext, sealed: Uint8Array): Resealed;
  resealBytes(context: SealContext, sealed: Uint8Array): Resealed;
  /** Takes the former key out of every slot and out of memory: what is still sealed with it does not open any more. */
  finish(): void;
};

type VaultPorts = {
  storage: Pick<Storage, 'keySlots' | 'meta' | 'transaction'>;
  keys: KeyProvider;
  random: Random;
  clock: Clock;
  /** For new passphrase slots. */
  passphraseCost?: PassphraseCost;
};

export function createVault(ports: VaultPorts): Vault {
  const { storage, keys, random, clock, passphraseCost = defaultPassphraseCost } = ports;
  const { keySlots } = storage;
  const listeners = new Set<() => void>();
  const lost = new Set<string>();
  const records = createKeyRecords(storage, random);
  const keyring = createKeyring(
    random,
    () => new ProblemError(records.hasVault() ? 'vault.locked' : 'vault.not-created'),
  );
  const slotPorts = { keys, random, passphraseCost };
  const slots = createSlotManager({ ...slotPorts, clock, storage, keyring, lost });
  let locks = 0;
  let lockedBecause: LockReason | null = null;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const hold = (content: SlotContent): void => {
    const isNew = !keyring.isHeld();
    keyring.hold(content);
    lockedBecause = null;
    if (isNew) changed();
  };

  /** The content of an opened slot; one of version 0.1, or of a keychain that wraps otherwise by now, is brought into the present form on the way. */
  const contentOf = ({ slot, slotKey, content, rewrapped }: Opened): SlotContent => {
    const current = deriveKeys(content.current);
    const next = content.next === null ? null : deriveKeys(content.next);
    try {
      records.requireOwn(current, next);
      const shared = content.shared ?? records.readShared(current) ?? random.bytes(keyBytes);
      const whole = { ...content, shared };
      storage.transaction(() => {
        if (content.shared === null) records.writeShared(current, shared);
        if (rewrapped !== null) keySlots.update(rewrappedSlot(slot, slotKey, whole, rewrapped, random));
        else if (content.shared === null) keySlots.update(upgradedSlot(slot, slotKey, whole, random));
      });
      return whole;
    } finally {
      wipeKeys(current);
      if (next !== null) wipeKeys(next);
      slotKey.fill(0);
    }
  };

  const seal = (purpose: SealPurpose, context: SealContext, plain: Uint8Array) => keyring.seal(purpose, context, plain);
  const open = (purpose: SealPurpose, context: SealContext, sealed: Uint8Array, what: string): Uint8Array => {
    const plain = keyring.open(purpose, context, sealed);
    if (plain !== undefined) return plain;
    throw new ProblemError('vault.tampered', {
      params: { what },
      detail: 'what is stored is not what was sealed here',
    });
  };

  return {
    async status() {
      return {
        keychain: await keys.status(),
        state: keyring.isHeld() ? 'unlocked' : records.hasVault() ? 'locked' : 'absent',
        slots: keySlots.list().map(publicSlot),
        unusableSlots: await slots.unusable(),
        lockedBecause,
      };
    },

    async create(method) {
      if (records.hasVault()) throw new ProblemError('vault.already-created');
      const content = { current: random.bytes(keyBytes), next: null, shared: random.bytes(keyBytes) };
      const now = clock.now();
      const facts = { id: newId(random), name: '', createdAt: now, lastUsedAt: now };
      const dataKeys = deriveKeys(content.current);
      try {
        const { slot } = await createSlot(facts, method, () => content, slotPorts);
        storage.transaction(() => {
          if (records.hasVault()) throw new ProblemError('vault.already-created');
          keySlots.insert(slot);
          records.writeCheck(dataKeys);
          records.writeShared(dataKeys, content.shared);
        });
      } catch (error) {
        content.current.fill(0);
        content.shared.fill(0);
        throw error;
      } finally {
        wipeKeys(dataKeys);
      }
      hold(content);
    },

    async unlock(method) {
      if (keyring.isHeld()) return;
      if (!records.hasVault()) throw new ProblemError('vault.not-created');
      const locksBefore = locks;
      const opened = await openAnySlot(requireSlots(keySlots.list()), method, keys).catch((error: unknown) => {
        if (isKeychainLost(error)) for (const { id, kind } of keySlots.list()) if (kind === 'keychain') lost.add(id);
        throw error;
      });
      const content = contentOf(opened);
      if (locks !== locksBefore) {
        for (const buffer of [content.current, content.next, content.shared]) buffer?.fill(0);
        throw new ProblemError('cancelled', { detail: 'the vault was locked while it was being unlocked' });
      }
      keySlots.used(opened.slot.id, clock.now());
      lost.delete(opened.slot.id);
      hold(content);
    },

    lock(reason = 'person') {
      locks += 1;
      if (!keyring.isHeld()) return;
      keyring.wipe();
      lockedBecause = reason;
      changed();
    },

    isUnlocked: keyring.isHeld,
    sealSecret: (context, value) => seal('secrets', secretContext(context), Buffer.from(value, 'utf8')),
    openSecret(context, sealed) {
      const plain = open('secrets', secretContext(context), sealed, `${context.recordId} ${context.part}`);
      const value = Buffer.from(plain).toString('utf8');
      plain.fill(0);
      return value;
    },
    sealBytes: (context, bytes) => seal('bodies', context, bytes),
    openBytes: (context, sealed) => open('bodies', context, sealed, context.join(' ')),
    slots,
    keyGeneration: keyring.generation,

    rotation: {
      isUnderWay: records.isRotating,
      begin() {
        const { shared, next: underWay } = keyring.content();
        if (underWay !== null) return;
        const next = random.bytes(keyBytes);
        const nextKeys = deriveKeys(next);
        storage.transaction(() => {
          for (const slot of keySlots.list()) keySlots.update(withNextKey(slot, shared, next, random));
          records.writeNextCheck(nextKeys);
        });
        wipeKeys(nextKeys);
        keyring.takeNext(next);
      },
      resealSecret: (context, sealed) => keyring.reseal('secrets', secretContext(context), sealed),
      resealBytes: (context, sealed) => keyring.reseal('bodies', context, sealed),
      finish() {
        const { shared, next } = keyring.content();
        if (next === null) return;
        const nextKeys = deriveKeys(next);
        storage.transaction(() => {
          for (const slot of keySlots.list()) keySlots.update(promoted(slot));
          records.promoteCheck(nextKeys, shared);
        });
        wipeKeys(nextKeys);
        keyring.dropFormer();
      },
    },

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isKeychainLost(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'vault.keychain-lost';
}

function secretContext({ recordId, part, version, binding }: SecretContext): SealContext {
  return ['secret', recordId, part, version, binding];
}

function requireSlots(slots: StoredKeySlot[]): StoredKeySlot[] {
  if (slots.length > 0) return slots;
  throw new ProblemError('vault.tampered', { params: { what: 'key slots' }, detail: 'the key slots are gone' });
}

function publicSlot({ id, kind, name, backend, createdAt, lastUsedAt }: StoredKeySlot) {
  return { id, kind, name, backend, createdAt, lastUsedAt };
}
