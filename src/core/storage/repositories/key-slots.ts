import type { KeySlot } from '../../../protocol/models/vault/vault-protection.ts';
import type { Db } from '../db.ts';

/** A key slot with what only the vault reads. */
export type StoredKeySlot = KeySlot & {
  parameters: string;
  /** `null` in a slot of version 0.1 that was not used since. */
  privateKey: Uint8Array | null;
  wrappedKey: Uint8Array;
  nextWrappedKey: Uint8Array | null;
  checksum: Uint8Array;
};

export type KeySlotsRepository = {
  /** In the order they were made. */
  list(): StoredKeySlot[];
  insert(slot: StoredKeySlot): void;
  /** Takes the place of the slot with this id. `false` when there is none. */
  update(slot: StoredKeySlot): boolean;
  rename(id: string, name: string): boolean;
  /** Notes that the slot opened the vault at this time, in epoch milliseconds. */
  used(id: string, at: number): void;
  delete(id: string): boolean;
};

export function createKeySlotsRepository({ build, all, run }: Db): KeySlotsRepository {
  return {
    list: () =>
      all(
        build
          .selectFrom('key_slots')
          .select([
            'id',
            'kind',
            'name',
            'backend',
            'parameters',
            'checksum',
            'private_key as privateKey',
            'wrapped_key as wrappedKey',
            'next_wrapped_key as nextWrappedKey',
            'created_at as createdAt',
            'last_used_at as lastUsedAt',
          ])
          .orderBy('created_at')
          .orderBy('id'),
      ),
    insert: (slot) => {
      run(build.insertInto('key_slots').values({ id: slot.id, ...columnsOf(slot) }));
    },
    update: (slot) => run(build.updateTable('key_slots').set(columnsOf(slot)).where('id', '=', slot.id)) > 0,
    rename: (id, name) => run(build.updateTable('key_slots').set({ name }).where('id', '=', id)) > 0,
    used: (id, at) => {
      run(build.updateTable('key_slots').set({ last_used_at: at }).where('id', '=', id));
    },
    delete: (id) => run(build.deleteFrom('key_slots').where('id', '=', id)) > 0,
  };
}

function columnsOf(slot: StoredKeySlot) {
  return {
    kind: slot.kind,
    name: slot.name,
    backend: slot.backend,
    parameters: slot.parameters,
    private_key: slot.privateKey,
    wrapped_key: slot.wrappedKey,
    next_wrapped_key: slot.nextWrappedKey,
    checksum: slot.checksum,
    created_at: slot.createdAt,
    last_used_at: slot.lastUsedAt,
  };
}
