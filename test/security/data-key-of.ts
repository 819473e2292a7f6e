import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openTestStorage, temporaryFolder } from '../../src/core/storage/test-support.ts';
import { openSlot, parametersOf, passphraseParametersSchema } from '../../src/core/vault/slots/key-slot.ts';
import { keyFromPassphrase } from '../../src/core/vault/slots/passphrase.ts';

/** The data key of a running app's vault, opened in a copy of its data folder as anybody with the passphrase could. */
export async function dataKeyOf(dataFolder: string, passphrase: string): Promise<Buffer> {
  const copy = temporaryFolder();
  for (const name of ['countersign.db', 'countersign.db-wal']) cpSync(join(dataFolder, name), join(copy, name));
  const storage = await openTestStorage(copy);
  try {
    for (const slot of storage.keySlots.list()) {
      if (slot.kind !== 'passphrase') continue;
      const { salt, cost } = parametersOf(slot, passphraseParametersSchema);
      const opened = openSlot(slot, await keyFromPassphrase(passphrase, Buffer.from(salt, 'base64'), cost));
      if (opened !== undefined) return Buffer.from(opened.current);
    }
  } finally {
    storage.close();
  }
  throw new Error('no slot opens with the passphrase');
}
