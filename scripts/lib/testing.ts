import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary.mjs';

/** A folder with these files (path → text) that is removed after the test. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder('test');
  onTestFinished(folder.remove);
  await addFiles(folder.path, files);
  return folder.path;
}

/** Writes these files (path → text) into a folder. */
export async function addFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A log that keeps its lines. */
export function recordingLog() {
  const lines: string[] = [];
  return {
    lines,
    info: (line: string) => void lines.push(line),
    warn: (line: string) => void lines.push(`warning: ${line}`),
    during: <T>(_label: string, work: () => Promise<T>): Promise<T> => work(),
  };
}
