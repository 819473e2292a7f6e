import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ProblemError } from '../../../protocol/problem.ts';
import { privateFileMode } from '../folder.ts';
import { asStorageProblem } from '../problems.ts';

export const pointerName = 'countersign.moved.json';
const formerNames = ['countersign.moved.json.part'];
/** What may lie in the default folder after its data was moved away. */
export const pointerNames: readonly string[] = [pointerName, ...formerNames];

const pointerSchema = z.strictObject({
  format: z.literal('countersign-data-folder'),
  version: z.literal(1),
  /** Absolute path of the folder that is in charge. */
  folder: z.string().min(1),
  /** Absolute path of the folder that was in charge before and is still there; `null` once it has been removed. */
  old: z.string().min(1).nullable(),
});
/** Lies in the default folder once the data was moved: where it is, and where the old copy is. */
export type Pointer = Pick<z.infer<typeof pointerSchema>, 'folder' | 'old'>;

/** `null` where nothing was ever moved. Throws `storage.pointer-damaged`: to go on without it would look as if all were lost. */
export function readPointer(home: string): Pointer | null {
  const file = join(home, pointerName);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw asStorageProblem(error, file);
  }
  try {
    const { folder, old } = pointerSchema.parse(JSON.parse(text));
    return { folder, old };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ProblemError('storage.pointer-damaged', { params: { path: file }, detail, cause: error });
  }
}

/** Replaces the pointer by one renaming, or removes it. Throws `storage.read-only`, `storage.full`. */
export function writePointer(home: string, pointer: Pointer | null): void {
  const file = join(home, pointerName);
  const unfinished = `${file}.part`;
  try {
    if (pointer === null) {
      rmSync(file, { force: true });
      return;
    }
    const handle = openSync(unfinished, 'w', privateFileMode);
    try {
      writeSync(handle, `${JSON.stringify({ format: 'countersign-data-folder', version: 1, ...pointer }, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw asStorageProblem(error, file);
  }
}
