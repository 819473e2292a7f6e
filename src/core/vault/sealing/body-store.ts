import { ProblemError } from '../../../protocol/problem.ts';
import type { Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { StoredBody } from '../../storage/repositories/exchange-bodies.ts';
import { newId } from '../new-id.ts';
import type { Vault } from '../vault.ts';
import { frameOverhead, type SealContext } from './framing.ts';

/** Bodies up to this size are sealed whole in the database, larger ones in chunks of it in a file. */
export const chunkBytes = 1_048_576;

/** The untouched bytes of exchanges, sealed. `part` names one body of an exchange: `request`, `response-0`. */
export type BodyStore = {
  /**
   * Seals and stores a body in place of one that was there. `false` when the exchange does not exist (any more). Throws
   * `vault.locked`, `storage.full`.
   */
  put(exchangeId: string, part: string, bytes: Uint8Array): Promise<boolean>;
  /** The whole body; `undefined` when there is none. Throws `vault.locked`, `vault.tampered`. */
  get(exchangeId: string, part: string): Promise<Uint8Array | undefined>;
  /** At most `length` bytes from `offset`, reading no more than these need. */
  read(exchangeId: string, part: string, offset: number, length: number): Promise<Uint8Array | undefined>;
  /** Size in bytes, known without the key; `undefined` when there is none. */
  size(exchangeId: string, part: string): number | undefined;
};

export type Place = { exchangeId: string; part: string };
type BodyStorePorts = { storage: Pick<Storage, 'exchangeBodies' | 'bodyFiles'>; vault: Vault; random: Random };

export function createBodyStore({ storage, vault, random }: BodyStorePorts): BodyStore {
  const { exchangeBodies, bodyFiles } = storage;

  /** Anew when the key changed while the chunks were sealed one by one: a file is under one key as a whole. */
  const writeSealed = async (place: Place, bytes: Uint8Array): Promise<string> => {
    for (;;) {
      const before = vault.keyGeneration();
      const file = newId(random);
      await bodyFiles.write(file, sealedChunks(vault, place, file, bytes));
      if (vault.keyGeneration() === before) return file;
      bodyFiles.remove([file]);
    }
  };

  const putFile = async (place: Place, bytes: Uint8Array): Promise<boolean> => {
    const file = await writeSealed(place, bytes);
    const { stored, replacedFile } = exchangeBodies.put(place.exchangeId, place.part, {
      size: bytes.length,
      sealed: null,
      file,
    });
    bodyFiles.remove(stored ? (replacedFile === null ? [] : [replacedFile]) : [file]);
    return stored;
  };

  const putRow = (place: Place, bytes: Uint8Array): boolean => {
    const sealed = vault.sealBytes(chunkContext(place, '', bytes.length, 0), bytes);
    const body: StoredBody = { size: bytes.length, sealed, file: null };
    const { stored, replacedFile } = exchangeBodies.put(place.exchangeId, place.part, body);
    if (replacedFile !== null) bodyFiles.remove([replacedFile]);
    return stored;
  };

  const openChunk = async (place: Place, body: StoredBody, index: number): Promise<Uint8Array> => {
    const context = chunkContext(place, body.file ?? '', body.size, index);
    if (body.file === null) return vault.openBytes(context, body.sealed);
    const length = Math.min(chunkBytes, body.size - index * chunkBytes) + frameOverhead;
    const sealed = await bodyFiles.read(body.file, index * (chunkBytes + frameOverhead), length);
    if (sealed === undefined) throw missingFile(place);
    return vault.openBytes(context, sealed);
  };

  /** Anew when the body moved to another file while it was read, as it does when the data key is rotated. */
  const read = async (exchangeId: string, part: string, offset: number, length: number) => {
    for (;;) {
      const body = exchangeBodies.get(exchangeId, part);
      if (body === undefined) return undefined;
      try {
        return await readBody({ exchangeId, part }, body, offset, length);
      } catch (error) {
        if (body.file === null || exchangeBodies.get(exchangeId, part)?.file === body.file) throw error;
      }
    }
  };

  const readBody = async (place: Place, body: StoredBody, offset: number, length: number): Promise<Uint8Array> => {
    const start = Math.min(offset, body.size);
    const end = Math.min(start + length, body.size);
    const bytes = new Uint8Array(end - start);
    const lastChunk = end === start ? -1 : Math.floor((end - 1) / chunkBytes);
    for (let index = Math.floor(start / chunkBytes); index <= lastChunk; index += 1) {
      const chunk = await openChunk(place, body, index);
      const from = Math.max(start - index * chunkBytes, 0);
      const to = Math.min(end - index * chunkBytes, chunk.length);
      bytes.set(chunk.subarray(from, to), index * chunkBytes + from - start);
    }
    return bytes;
  };

  return {
    put: async (exchangeId, part, bytes) =>
      bytes.length <= chunkBytes ? putRow({ exchangeId, part }, bytes) : putFile({ exchangeId, part }, bytes),
    get: (exchangeId, part) => read(exchangeId, part, 0, Number.MAX_SAFE_INTEGER),
    read,
    size: (exchangeId, part) => exchangeBodies.get(exchangeId, part)?.size,
  };
}

/** Size and index in the context: a chunk left out, repeated or moved does not open. */
export function chunkContext({ exchangeId, part }: Place, file: string, size: number, index: number): SealContext {
  return ['body', exchangeId, part, file, size, index];
}

function* sealedChunks(vault: Vault, place: Place, file: string, bytes: Uint8Array): Generator<Uint8Array> {
  for (let index = 0; index * chunkBytes < bytes.length; index += 1) {
    const chunk = bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes);
    yield vault.sealBytes(chunkContext(place, file, bytes.length, index), chunk);
  }
}

function missingFile({ exchangeId, part }: Place): ProblemError {
  return new ProblemError('vault.tampered', {
    params: { what: `body ${exchangeId} ${part}` },
    detail: 'the file of the body is gone',
  });
}
