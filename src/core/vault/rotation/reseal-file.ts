import { ProblemError } from '../../../protocol/problem.ts';
import type { Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { Resealed } from '../keys/keyring.ts';
import { newId } from '../new-id.ts';
import { chunkBytes, chunkContext, type Place } from '../sealing/body-store.ts';
import { frameOverhead } from '../sealing/framing.ts';
import type { Vault } from '../vault.ts';

type Ports = { storage: Pick<Storage, 'exchangeBodies' | 'bodyFiles'>; vault: Vault; random: Random };
type FileBody = { size: number; file: string };

/**
 * Seals a large body into a new file and then puts that in the place of the old one. Ended at any point it leaves the old file
 * in its place, or the new one; the other belongs to no row and is removed at the next start. Rejects with `vault.locked`,
 * `storage.full`.
 */
export async function resealFile({ storage, vault, random }: Ports, place: Place): Promise<Resealed['is']> {
  const { exchangeBodies, bodyFiles } = storage;
  const body = exchangeBodies.get(place.exchangeId, place.part);
  if (body === undefined || body.file === null) return 'current';
  const { file, size } = body;
  const readChunk = async (index: number): Promise<Uint8Array> => {
    const length = Math.min(chunkBytes, size - index * chunkBytes) + frameOverhead;
    return (await bodyFiles.read(file, index * (chunkBytes + frameOverhead), length)) ?? new Uint8Array(0);
  };
  const before = vault.rotation.resealBytes(chunkContext(place, file, size, 0), await readChunk(0));
  if (before.is !== 'resealed') return before.is;
  const renewed = newId(random);
  try {
    await bodyFiles.write(renewed, resealedChunks(vault, place, { size, file }, renewed, readChunk));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'vault.tampered') return 'damaged';
    throw error;
  }
  const moved = exchangeBodies.moveFile(place.exchangeId, place.part, file, renewed);
  bodyFiles.remove([moved ? file : renewed]);
  return 'resealed';
}

async function* resealedChunks(
  vault: Vault,
  place: Place,
  { size, file }: FileBody,
  renewed: string,
  readChunk: (index: number) => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let index = 0; index * chunkBytes < size; index += 1) {
    const plain = vault.openBytes(chunkContext(place, file, size, index), await readChunk(index));
    yield vault.sealBytes(chunkContext(place, renewed, size, index), plain);
    plain.fill(0);
  }
}
