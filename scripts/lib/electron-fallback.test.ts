import { chmod, cp, mkdir, readdir, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { run } from './child.mjs';
import { provisionFallback } from './electron-fallback.mjs';
import { EXIT } from './exit-codes.mjs';
import { fileIntegrity } from './integrity.mjs';
import { addFiles, folderWith, recordingLog } from './testing.ts';

/** Above the largest process number of any platform. */
const GONE = 2 ** 30;
const FOLDER = 'electron-9.9.9-linux-x64';

/** A package as the registry would serve it, with a script in place of the executable. */
async function packedRuntime() {
  const work = await folderWith({
    'app/foreign-app': '#!/bin/sh\nexit 0\n',
    'app/resources/app/package.json': '{"name": "foreign"}',
    'app/resources/app/index.js': 'foreign()',
    'app/resources/app-update.yml': 'url: https://updates.example',
  });
  await chmod(join(work, 'app', 'foreign-app'), 0o755);
  await mkdir(join(work, 'package', 'release'), { recursive: true });
  await run('tar', ['-czf', join(work, 'package/release/app.tar.gz'), '-C', join(work, 'app'), '.']);
  const tarball = join(work, 'runtime.tgz');
  await run('tar', ['-czf', tarball, '-C', work, 'package']);
  const release = { integrity: await fileIntegrity(tarball), executable: 'foreign-app', electron: '9.9.9' };
  const download = vi.fn(async (folder: string) => {
    const path = join(folder, 'downloaded.tgz');
    await cp(tarball, path);
    return path;
  });
  return { release, download };
}

describe.skipIf(process.platform === 'win32')('provisionFallback', () => {
  it('unpacks the runtime without the foreign app and with the loader', async () => {
    const cache = await folderWith({});
    const executable = await provisionFallback({ cache, log: recordingLog(), ...(await packedRuntime()) });
    expect(executable).toBe(join(cache, FOLDER, 'electron'));
    expect((await stat(executable)).mode & 0o111).not.toBe(0);
    expect((await readdir(join(cache, FOLDER, 'resources'))).sort()).toEqual(['app']);
    const app = join(cache, FOLDER, 'resources', 'app');
    expect((await readdir(app)).sort()).toEqual(['loader.cjs', 'package.json']);
    expect(JSON.parse(await readFile(join(app, 'package.json'), 'utf8'))).toMatchObject({ main: 'loader.cjs' });
    expect(await readdir(cache)).toEqual([FOLDER]);
  });

  it('downloads once', async () => {
    const cache = await folderWith({});
    const { release, download } = await packedRuntime();
    await provisionFallback({ cache, log: recordingLog(), release, download });
    await provisionFallback({ cache, log: recordingLog(), release, download });
    expect(download).toHaveBeenCalledTimes(1);
  });

  it('refuses a tarball that is not the expected one, before unpacking', async () => {
    const cache = await folderWith({});
    const { release, download } = await packedRuntime();
    const tampered = async (folder: string) => {
      const path = await download(folder);
      await truncate(path, (await stat(path)).size - 1);
      return path;
    };
    await expect(provisionFallback({ cache, log: recordingLog(), release, download: tampered })).rejects.toMatchObject({
      exitCode: EXIT.electron,
      message: expect.stringContaining(release.integrity),
    });
    expect(await readdir(cache)).toEqual([]);
  });

  it('recovers from an interrupted unpacking', async () => {
    const cache = await folderWith({
      [`unpacking-${GONE}-abc/runtime/foreign-app`]: 'half',
      [`${FOLDER}/LICENSE`]: 'half',
    });
    const executable = await provisionFallback({ cache, log: recordingLog(), ...(await packedRuntime()) });
    expect(await readFile(executable, 'utf8')).toContain('exit 0');
    expect(await readdir(join(cache, FOLDER))).not.toContain('LICENSE');
    expect(await readdir(cache)).toEqual([FOLDER]);
  });

  it('replaces a loader from another version of the checkout', async () => {
    const cache = await folderWith({});
    const { release, download } = await packedRuntime();
    await provisionFallback({ cache, log: recordingLog(), release, download });
    const loader = join(FOLDER, 'resources', 'app', 'loader.cjs');
    const current = await readFile(join(cache, loader), 'utf8');
    await addFiles(cache, { [loader]: 'older loader' });
    await provisionFallback({ cache, log: recordingLog(), release, download });
    expect(await readFile(join(cache, loader), 'utf8')).toBe(current);
  });
});
