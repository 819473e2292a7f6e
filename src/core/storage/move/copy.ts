import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../../protocol/problem.ts';
import { openDatabase, openDatabaseReadOnly } from '../../adapters/node/open-database.ts';
import { bodyFilesOf, missingBodies } from '../backups/bodies.ts';
import { contentsOf } from '../backups/contents.ts';
import { createPrivateFile, type DataPaths, privateFileMode, privateFolderMode } from '../folder.ts';

/** Bytes the folder takes: what must be free elsewhere. */
export async function sizeOfData({ folder }: DataPaths): Promise<number> {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.map((entry) =>
    entry.isFile() ? (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) : 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Copies the closed database to `to`, opens the copy and compares it, as a backup is. Throws `storage.corrupt` for a damaged
 * database, `move.differs` for a copy that does not hold what it should.
 */
export function copyDatabase(from: DataPaths, to: DataPaths, unfinished: string): void {
  const original = openDatabase(from.database);
  try {
    const verdict = original.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') {
      throw new ProblemError('storage.corrupt', { params: { path: from.database }, detail: String(verdict) });
    }
    createPrivateFile(unfinished);
    original.prepare('VACUUM INTO ?').run(unfinished);
    const copy = openDatabaseReadOnly(unfinished);
    try {
      const whole = copy.pragma('integrity_check(1)', { simple: true });
      const lost = missingBodies(original, from.bodies) === null ? missingBodies(copy, to.bodies) : null;
      if (whole !== 'ok') throw differs(to, String(whole));
      if (contentsOf(copy) !== contentsOf(original)) throw differs(to, 'it does not hold what the database holds');
      if (lost !== null) throw differs(to, lost);
    } finally {
      copy.close();
    }
  } finally {
    original.close();
  }
}

/** Copies the files of bodies and compares every byte. */
export async function copyBodyFiles(from: DataPaths, to: DataPaths): Promise<void> {
  const original = openDatabaseReadOnly(from.database);
  const names = bodyFilesOf(original);
  original.close();
  await mkdir(to.bodies, { recursive: true, mode: privateFolderMode });
  for (const name of names) {
    const source = join(from.bodies, name);
    if (existsSync(source)) await copyCompared(source, join(to.bodies, name), to);
  }
}

/** Copies backups and logs. What is one file under two names stays one. */
export async function copyFolder(
  from: string,
  into: string,
  to: DataPaths,
  twins: { from: string; to: string },
): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(into, { recursive: true, mode: privateFolderMode });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(into, entry.name);
    if (entry.isDirectory()) await copyFolder(source, target, to, twins);
    else if (
      entry.isFile() &&
      !(await linked(source, target, join(twins.from, entry.name), join(twins.to, entry.name)))
    ) {
      await copyCompared(source, target, to);
    }
  }
}

async function linked(source: string, target: string, twin: string, copiedTwin: string): Promise<boolean> {
  if (!existsSync(twin) || !existsSync(copiedTwin)) return false;
  const [one, other] = await Promise.all([stat(source), stat(twin)]);
  if (one.ino !== other.ino || one.dev !== other.dev) return false;
  return link(copiedTwin, target).then(
    () => true,
    () => false,
  );
}

async function copyCompared(source: string, target: string, to: DataPaths): Promise<void> {
  await copyFile(source, target);
  const handle = await open(target, 'r+', privateFileMode);
  try {
    await handle.chmod(privateFileMode);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const [one, other] = await Promise.all([digest(source), digest(target)]);
  if (one !== other) throw differs(to, `${target} is not what ${source} is`);
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}

function differs(to: DataPaths, reason: string): ProblemError {
  return new ProblemError('move.differs', { params: { path: to.folder, reason } });
}
