import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../../protocol/problem.ts';
import { createPrivateFile, dataPaths } from '../folder.ts';
import { lockFolder } from '../lock.ts';
import { asStorageProblem } from '../problems.ts';
import { copyBodyFiles, copyDatabase, copyFolder, sizeOfData } from './copy.ts';
import { readPointer, writePointer } from './pointer.ts';
import { clearCopy, prepareTarget, unfinishedName } from './target.ts';

/** Refuses a target as {@link moveData} would, with nothing closed yet. */
export async function checkTarget(home: string, from: string, to: string): Promise<void> {
  prepareTarget({ home, from, to, bytes: await sizeOfData(dataPaths(from)) });
}

/**
 * Copies the closed data of `from` into the folder `to` and lets that take charge by one renaming of the pointer in `home`. Until
 * then, and with everything that goes wrong, `from` is in charge; it is not changed at all. What is left in `to` after a crash is
 * marked, and cleared by the next try.
 */
export async function moveData(home: string, from: string, to: string): Promise<void> {
  const old = dataPaths(from);
  const lock = lockFolder(old);
  try {
    const target = dataPaths(prepareTarget({ home, from, to, bytes: await sizeOfData(old) }));
    const targetLock = lockFolder(target);
    const mark = join(target.folder, unfinishedName);
    const unfinished = `${target.database}.part`;
    try {
      createPrivateFile(mark);
      await copyBodyFiles(old, target);
      const twins = { from: old.bodies, to: target.bodies };
      await copyFolder(old.backups, target.backups, target, twins);
      await copyFolder(join(from, 'logs'), join(target.folder, 'logs'), target, twins);
      copyDatabase(old, target, unfinished);
      sync(unfinished);
      renameSync(unfinished, target.database);
      syncFolder(target.folder);
      // The mark is removed when the folder is opened: nothing may fail once it is in charge.
      writePointer(home, { folder: target.folder, old: from });
    } catch (error) {
      clearCopy(target.folder);
      throw asStorageProblem(error, target.folder);
    } finally {
      targetLock.release();
    }
  } finally {
    lock.release();
  }
}

/** Lets the folder that was left take charge again: the new one does not open, and is marked as good for nothing. */
export function moveBack(home: string): void {
  const pointer = readPointer(home);
  if (pointer?.old == null) return;
  createPrivateFile(join(pointer.folder, unfinishedName));
  writePointer(home, pointer.old === home ? null : { folder: pointer.old, old: null });
}

/** Forgets that the folder was being copied into: it is in charge now. */
export function settleIn(folder: string): void {
  rmSync(join(folder, unfinishedName), { force: true });
}

/** Removes what the data folder consists of, and the folder itself when nothing else is in it. Answers its path, `null` for none. */
export function removeOld(home: string): string | null {
  const pointer = readPointer(home);
  if (pointer?.old == null) return null;
  const { old, folder } = pointer;
  const { database, bodies, backups, lock } = dataPaths(old);
  if (!existsSync(old)) throw new ProblemError('storage.moved-missing', { params: { path: old } });
  try {
    // The database goes first: without it, nothing takes the rest for data.
    for (const path of [database, `${database}-wal`, `${database}-shm`, bodies, backups, join(old, 'logs')]) {
      rmSync(path, { recursive: true, force: true });
    }
    if (old !== home) rmSync(lock, { force: true });
    writePointer(home, folder === home ? null : { folder, old: null });
    if (old !== home && readdirSync(old).length === 0) rmdirSync(old);
  } catch (error) {
    throw asStorageProblem(error, old);
  }
  return old;
}

function sync(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** So that the new name is on the disk before the pointer is. Windows has no such thing, nor the need. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
