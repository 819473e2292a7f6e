import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions, listPackage, statFile } from '@electron/asar';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../lib/exit-codes.mjs';
import { folderWith } from '../lib/testing.ts';
import { archiveOptions, packagedTarget } from './make-package.mjs';
import { stageApp } from './stage.mjs';

const manifest = {
  name: 'countersign',
  version: '1.0.0',
  main: 'out/main/index.cjs',
  scripts: { test: 'x' },
  dependencies: { zod: '1' },
};

const checkout = {
  LICENSE: 'terms',
  'package.json': JSON.stringify(manifest),
  'src/main/index.ts': 'source',
  'out/main/index.cjs': 'main',
  'out/main/index.cjs.map': 'map',
  'out/main/core.cjs': 'core',
  'out/main/licenses.md': 'terms of what is bundled',
  'out/preload/index.cjs': 'preload',
  'out/renderer/index.html': 'page',
  'out/renderer/assets/index.js': 'script',
  'out/.countersign-build.json': 'stamp',
  'resources/contracts/a/openapi.yaml': 'openapi: 3.1.0',
  'resources/contracts/a/README.md': 'about it',
  'resources/icons/countersign.png': 'png',
  'resources/locales/en/vault.json': '{}',
  'node_modules/zod/index.js': 'bundled',
  'node_modules/better-sqlite3/package.json': '{}',
  'node_modules/better-sqlite3/LICENSE': 'MIT',
  'node_modules/better-sqlite3/lib/index.js': 'lib',
  'node_modules/better-sqlite3/src/addon.cpp': 'source',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node': 'binary',
  'node_modules/better-sqlite3/prebuilds/win32-x64.node': 'binary',
  'node_modules/@node-rs/argon2/package.json': '{}',
  'node_modules/@node-rs/argon2/LICENSE': 'MIT',
  'node_modules/@node-rs/argon2/index.js': 'lib',
  'node_modules/@node-rs/argon2/index.d.ts': 'types',
  'node_modules/@node-rs/argon2-linux-x64-gnu/package.json': '{}',
  'node_modules/@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node': 'binary',
  'node_modules/@node-rs/argon2-linux-x64-musl/argon2.linux-x64-musl.node': 'binary',
};

const target = { platform: 'linux', arch: 'x64' };

/** What would be in the archive, and what of it beside it. */
async function archived(coreOutside: boolean) {
  const root = await folderWith(checkout);
  const stage = await folderWith({});
  await stageApp({ root, stage, target });
  const archive = join(await mkdtemp(join(tmpdir(), 'countersign-archive-')), 'app.asar');
  await createPackageWithOptions(stage, archive, archiveOptions(coreOutside));
  const files = listPackage(archive, { isPack: false })
    .map((path) => path.slice(1))
    .filter((path) => !('files' in statFile(archive, path)));
  const isOutside = (path: string) => Reflect.get(statFile(archive, path), 'unpacked') === true;
  return { files, outside: files.filter(isOutside) };
}

describe('what is packaged', () => {
  it('is what runs, for this machine, and nothing else', async () => {
    expect((await archived(false)).files.sort()).toEqual([
      'LICENSE',
      'node_modules/@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node',
      'node_modules/@node-rs/argon2-linux-x64-gnu/package.json',
      'node_modules/@node-rs/argon2/LICENSE',
      'node_modules/@node-rs/argon2/index.js',
      'node_modules/@node-rs/argon2/package.json',
      'node_modules/better-sqlite3/LICENSE',
      'node_modules/better-sqlite3/lib/index.js',
      'node_modules/better-sqlite3/package.json',
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
      'out/main/core.cjs',
      'out/main/index.cjs',
      'out/main/licenses.md',
      'out/preload/index.cjs',
      'out/renderer/assets/index.js',
      'out/renderer/index.html',
      'package.json',
      'resources/contracts/a/openapi.yaml',
      'resources/icons/countersign.png',
    ]);
  });

  it('lies in the archive, core and all, where its check covers it: only native add-ons lie beside it', async () => {
    expect((await archived(false)).outside.sort()).toEqual([
      'node_modules/@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node',
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
  });

  it('lies beside it where core is a plain Node, but for what main and the window read', async () => {
    const { files, outside } = await archived(true);
    expect(files.filter((path) => !outside.includes(path)).sort()).toEqual([
      'LICENSE',
      'out/preload/index.cjs',
      'out/renderer/assets/index.js',
      'out/renderer/index.html',
      'package.json',
    ]);
  });

  it('is nothing for a machine an add-on was not built for', async () => {
    const root = await folderWith(checkout);
    const staging = stageApp({ root, stage: await folderWith({}), target: { platform: 'linux', arch: 'riscv64' } });
    await expect(staging).rejects.toMatchObject({ exitCode: EXIT.dependencies });
    expect(() => packagedTarget({ platform: 'freebsd', arch: 'x64' })).toThrow('not packaged for freebsd x64');
  });
});
