import { readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { privateFileMode } from './folder.ts';
import { asStorageProblem } from './problems.ts';

/** Sealed bodies too large for the database, one file each, under names that say nothing. */
export type BodyFiles = {
  /** Writes the pieces one after the other and is done when they are on the disk. Throws `storage.full`, `storage.read-only`. */
  write(name: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>;
  /** Bytes from `offset`, fewer than `length` where the file ends; `undefined` when there is no such file. */
  read(name: string, offset: number, length: number): Promise<Uint8Array | undefined>;
  remove(names: readonly string[]): void;
  /** Removes the files no row of the database knows: what a process left that ended between file and row. */
  sweep(known: ReadonlySet<string>): void;
};

const namePattern = /^[0-9a-f]{32}(\.part)?$/;

export function createBodyFiles(folder: string): BodyFiles {
  const path = (name: string): string => {
    if (!namePattern.test(name)) throw new Error(`not the name of a body file: ${name}`);
    return join(folder, name);
  };
  return {
    async write(name, pieces) {
      const unfinished = path(`${name}.part`);
      try {
        await writeAll(unfinished, pieces);
        await rename(unfinished, path(name));
      } catch (error) {
        await rm(unfinished, { force: true });
        throw asStorageProblem(error, unfinished);
      }
    },
    async read(name, offset, length) {
      try {
        return await readPart(path(name), offset, length);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw asStorageProblem(error, path(name));
      }
    },
    remove(names) {
      for (const name of names) rmSync(path(name), { force: true });
    },
    sweep(known) {
      const strays = readdirSync(folder).filter((name) => namePattern.test(name) && !known.has(name));
      for (const name of strays) rmSync(path(name), { force: true });
    },
  };
}

async function writeAll(file: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', privateFileMode);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readPart(file: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    return await readFully(handle, offset, length);
  } finally {
    await handle.close();
  }
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
