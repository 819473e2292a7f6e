import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fuseNames } from '../../protocol/models/self-test.ts';

export type Fuses = Partial<Record<(typeof fuseNames)[number], boolean>>;

/** Stands before the fuse wire in every Electron (github.com/electron/fuses, README). The halves keep it out of our own bundle. */
const sentinel = Buffer.from(['dL7pKGdnNz796Pbb', 'jQWNKmHXBZaB9tsX'].join(''), 'latin1');
const chunkBytes = 8 * 1024 * 1024;
const version1 = 1;
const off = 0x30;
const on = 0x31;

/** The file with the fuses: the executable, or the framework beside it on a Mac. */
export function fuseFile(executable: string, platform: string): string {
  if (platform !== 'darwin') return executable;
  const framework = join('Frameworks', 'Electron Framework.framework', 'Electron Framework');
  return join(executable, '..', '..', framework);
}

/**
 * The fuses of an Electron binary, read a piece at a time: it is larger than what should lie in memory. Fuses that were removed from
 * it are left out. `null`: there is no wire, or one of a version that is not known here.
 */
export async function readFuseWire(path: string): Promise<Fuses | null> {
  const file = await open(path);
  try {
    const at = await find(file);
    if (at === null) return null;
    const head = await read(file, at, 2);
    if (head[0] !== version1) return null;
    const wire = await read(file, at + 2, head[1] ?? 0);
    return Object.fromEntries(
      fuseNames.flatMap((name, place) =>
        wire[place] === on || wire[place] === off ? [[name, wire[place] === on]] : [],
      ),
    );
  } finally {
    await file.close();
  }
}

type File = Awaited<ReturnType<typeof open>>;

async function read(file: File, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

/** Where the first byte behind the sentinel lies. Pieces overlap, so that none is cut in two. */
async function find(file: File): Promise<number | null> {
  const { size } = await file.stat();
  for (let position = 0; position < size; position += chunkBytes) {
    const found = (await read(file, position, chunkBytes + sentinel.length)).indexOf(sentinel);
    if (found >= 0) return position + found + sentinel.length;
  }
  return null;
}
