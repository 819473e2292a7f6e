import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {Set<string>} */
const folders = new Set();
let guarded = false;

/**
 * A temporary folder that is gone after `remove`, or at the latest when the script ends, Ctrl+C included.
 *
 * @param {string} purpose part of its name
 * @returns {{ path: string, remove: () => Promise<void> }}
 */
export function temporaryFolder(purpose) {
  if (!guarded) {
    guarded = true;
    process.on('exit', () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    });
  }
  const path = mkdtempSync(join(tmpdir(), `countersign-${purpose}-`));
  folders.add(path);
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      folders.delete(path);
    },
  };
}
