import { ProblemError } from '../../../protocol/problem.ts';
import type { Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import { open, type SealContext, seal } from '../sealing/framing.ts';
import type { DataKeys } from './data-key.ts';

/** Names of the facts about the vault that stand beside its slots. */
const checkKey = 'vault.check';
const nextCheckKey = 'vault.next-check';
const sharedKey = 'vault.shared';
const checkContext: SealContext = ['check'];
const sharedContext: SealContext = ['slots', 'shared'];

/** What the database holds to tell the right data key from another, and the secret the slots share. */
export type KeyRecords = {
  hasVault(): boolean;
  isRotating(): boolean;
  /** Throws `vault.tampered` when these are not the keys of this vault. */
  requireOwn(current: DataKeys, next: DataKeys | null): void;
  writeCheck(current: DataKeys): void;
  writeNextCheck(next: DataKeys): void;
  /** The next key becomes the present one. */
  promoteCheck(next: DataKeys, shared: Uint8Array): void;
  /** `undefined` in a vault of version 0.1. Throws `vault.tampered`. */
  readShared(current: DataKeys): Uint8Array | undefined;
  writeShared(current: DataKeys, shared: Uint8Array): void;
};

export function createKeyRecords({ keySlots, meta }: Pick<Storage, 'keySlots' | 'meta'>, random: Random): KeyRecords {
  const write = (name: string, bytes: Uint8Array): void => meta.set(name, Buffer.from(bytes).toString('base64'));
  const sealCheck = (keys: DataKeys): Uint8Array => seal(keys.check, random, checkContext, new Uint8Array(0));
  const opens = (name: string, keys: DataKeys): boolean => {
    const check = meta.get(name);
    return check !== undefined && open(keys.check, checkContext, Buffer.from(check, 'base64')) !== undefined;
  };
  const writeShared = (keys: DataKeys, shared: Uint8Array): void =>
    write(sharedKey, seal(keys.slots, random, sharedContext, shared));
  return {
    hasVault: () => meta.get(checkKey) !== undefined || keySlots.list().length > 0,
    isRotating: () => meta.get(nextCheckKey) !== undefined,
    requireOwn(current, next) {
      if (opens(checkKey, current) && (next === null || opens(nextCheckKey, next))) return;
      throw new ProblemError('vault.tampered', {
        params: { what: 'key check' },
        detail: 'the key is of another vault',
      });
    },
    writeCheck: (current) => write(checkKey, sealCheck(current)),
    writeNextCheck: (next) => write(nextCheckKey, sealCheck(next)),
    promoteCheck(next, shared) {
      write(checkKey, sealCheck(next));
      writeShared(next, shared);
      meta.delete(nextCheckKey);
    },
    readShared(current) {
      const sealed = meta.get(sharedKey);
      if (sealed === undefined) return undefined;
      const shared = open(current.slots, sharedContext, Buffer.from(sealed, 'base64'));
      if (shared !== undefined) return shared;
      throw new ProblemError('vault.tampered', { params: { what: 'shared secret of the key slots' } });
    },
    writeShared,
  };
}
