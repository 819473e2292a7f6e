import type { KeySlot } from '../../../protocol/models/vault.ts';
import type { Db } from '../db.ts';

/** A key slot with what only the vault reads. */
export type StoredKeySlot = KeySlot & { parameters: string; wrappedKey: Uint8Array; checksum: Uint8Array };

export type KeySlotsRepository = {
  /** In the order they were made. */
  list(): StoredKeySlot[];
  insert(slot: StoredKeySlot): void;
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
            'backend',
            'parameters',
            'checksum',
            'wrapped_key as wrappedKey',
            'created_at as createdAt',
          ])
          .orderBy('created_at')
          .orderBy('id'),
      ),
    insert({ id, kind, backend, parameters, checksum, wrappedKey, createdAt }) {
      run(
        build.insertInto('key_slots').values({
          id,
          kind,
          backend,
          parameters,
          checksum,
          wrapped_key: wrappedKey,
          created_at: createdAt,
        }),
      );
    },
  };
}
