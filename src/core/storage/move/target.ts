import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ProblemError } from '../../../protocol/problem.ts';
import { dataPaths, privateFileMode, privateFolderMode } from '../folder.ts';
import { asStorageProblem } from '../problems.ts';
import { isNetworkFolder } from './network.ts';
import { pointerNames } from './pointer.ts';

/** Lies in the new folder until the copy is whole: what is beside it may be thrown away. */
export const unfinishedName = 'countersign.moving';

type Wanted = { home: string; from: string; to: string; bytes: number };

/**
 * Makes sure that data can be moved into a folder, creating it. Throws `input.invalid` for a relative path, `move.inside`,
 * `move.network`, `move.not-empty`, `storage.read-only`, `storage.full`.
 */
export function prepareTarget({ home, from, to, bytes }: Wanted): string {
  if (!isAbsolute(to)) {
    throw new ProblemError('input.invalid', { field: 'to', detail: 'The path of the new folder must be absolute.' });
  }
  const target = resolve(to);
  const real = realPath(target);
  // Moving home again is the one way into the default folder.
  const others = realPath(from) === realPath(home) ? [from] : [from, ...(real === realPath(home) ? [] : [home])];
  if (others.map(realPath).some((other) => isWithin(real, other) || isWithin(other, real))) {
    throw new ProblemError('move.inside', { params: { path: target } });
  }
  try {
    if (isNetworkFolder(nearest(target))) throw new ProblemError('move.network', { params: { path: target } });
    mkdirSync(target, { recursive: true, mode: privateFolderMode });
    clearUnfinished(target);
    const others = readdirSync(target).filter((name) => !mayLieThere(name, target));
    if (others.length > 0) {
      throw new ProblemError('move.not-empty', { params: { path: target }, detail: others.slice(0, 5).join(', ') });
    }
    const probe = join(target, `${unfinishedName}.probe`);
    writeFileSync(probe, 'may be written', { mode: privateFileMode });
    rmSync(probe);
    const { bavail, bsize } = statfsSync(target);
    if (bavail * bsize < bytes) {
      throw new ProblemError('storage.full', {
        params: { path: target },
        detail: `${bytes} bytes are needed, ${bavail * bsize} are free`,
      });
    }
    return target;
  } catch (error) {
    throw asTargetProblem(error, target);
  }
}

/** Whatever the system has against the folder, such as `ENOENT` for one to be made on a read-only disk. */
function asTargetProblem(error: unknown, target: string): unknown {
  const known = asStorageProblem(error, target);
  if (known instanceof ProblemError || !(error instanceof Error && 'syscall' in error)) return known;
  return new ProblemError('storage.read-only', { params: { path: target }, detail: error.message, cause: error });
}

/** What a move left that was cut off, and nothing else. */
function clearUnfinished(target: string): void {
  if (existsSync(join(target, unfinishedName))) clearCopy(target);
}

/** Removes all that a move puts into the new folder. */
export function clearCopy(target: string): void {
  const { database, bodies, backups } = dataPaths(target);
  const databases = [`${database}.part`, database].flatMap((file) =>
    ['-journal', '-wal', '-shm', ''].map((end) => file + end),
  );
  // The mark goes last: cut off once more, this is done again.
  for (const path of [...databases, bodies, backups, join(target, 'logs'), join(target, unfinishedName)]) {
    rmSync(path, { recursive: true, force: true });
  }
}

function mayLieThere(name: string, target: string): boolean {
  const { lock } = dataPaths(target);
  return pointerNames.includes(name) || name === basename(lock) || name === `${basename(lock)}-journal`;
}

/** The path with its links followed, as far as it exists. */
function realPath(path: string): string {
  const there = nearest(path);
  return resolve(realpathSync(there), relative(there, path));
}

function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
