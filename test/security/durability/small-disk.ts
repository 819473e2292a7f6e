import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Whether this user may mount a disk of its own: root on Linux, where nothing forbids it. */
export function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'countersign-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A real file system of a few megabytes, for the running test. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'countersign-disk-'));
  readonly #filler = join(this.folder, 'filler');

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder]);
    onTestFinished(() => {
      execFileSync('umount', ['--lazy', this.folder]);
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** Leaves less than `bytes` free, to the page. */
  fill(bytes: number): void {
    const file = openSync(this.#filler, 'a');
    const { bavail, bsize } = statfsSync(this.folder);
    const pages = Math.max(0, bavail - Math.floor(bytes / bsize));
    for (let page = 0; page < pages; page += 1) writeSync(file, Buffer.alloc(bsize, 1));
    closeSync(file);
  }

  free(): void {
    rmSync(this.#filler);
  }

  /** Nothing may be written any more. No file may be open for writing. */
  forbidWriting(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder]);
  }
}
