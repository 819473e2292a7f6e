import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Whether the memory of another process can be read here. */
export const isMemoryReadable = process.platform === 'linux';

/** How often the bytes stand in the writable memory of a process. */
export function countInMemory(pid: number, needles: readonly Buffer[]): number[] {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    const regions = readFileSync(`/proc/${pid}/maps`, 'utf8')
      .split('\n')
      .flatMap((line) => line.match(/^([0-9a-f]+)-([0-9a-f]+) rw/)?.slice(1, 3) ?? [])
      .map((address) => Number.parseInt(address, 16));
    const found = needles.map(() => 0);
    for (let index = 0; index + 1 < regions.length; index += 2) {
      const counts = countInRegion(memory, regions[index] ?? 0, regions[index + 1] ?? 0, needles);
      counts.forEach((count, needle) => {
        found[needle] = (found[needle] ?? 0) + count;
      });
    }
    return found;
  } finally {
    closeSync(memory);
  }
}

const pieceBytes = 16 * 1024 * 1024;
/** Pieces overlap, so that nothing is missed between two. */
const overlap = 64;

function countInRegion(memory: number, from: number, to: number, needles: readonly Buffer[]): number[] {
  const piece = Buffer.alloc(Math.min(pieceBytes, to - from));
  const found = needles.map(() => 0);
  for (let at = from; at < to; at += pieceBytes - overlap) {
    const length = readOrNothing(memory, piece, at, Math.min(piece.length, to - at));
    const bytes = piece.subarray(0, length);
    needles.forEach((needle, index) => {
      for (let hit = bytes.indexOf(needle); hit >= 0; hit = bytes.indexOf(needle, hit + 1)) {
        found[index] = (found[index] ?? 0) + 1;
      }
    });
    if (to - at <= piece.length) break;
  }
  return found;
}

/** Pages that were given back or never touched cannot be read. */
function readOrNothing(memory: number, into: Buffer, at: number, length: number): number {
  try {
    return readSync(memory, into, 0, length, at);
  } catch {
    return 0;
  }
}
