import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extractFile, getRawHeader, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preparedApp } from '../e2e/harness/index.ts';
import { type Packaged, packageApp, root, runSelfTest, type SelfTestRun } from './packaged-app.ts';

/** The fuses of a release. On Linux Electron checks no archive. */
const { ENABLE: on, DISABLE: off } = FuseState;
const wanted: Readonly<Record<FuseV1Options, FuseState>> = {
  [FuseV1Options.RunAsNode]: off,
  [FuseV1Options.EnableCookieEncryption]: on,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
  [FuseV1Options.EnableNodeCliInspectArguments]: off,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: process.platform === 'linux' ? off : on,
  [FuseV1Options.OnlyLoadAppFromAsar]: on,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  [FuseV1Options.WasmTrapHandlers]: on,
};

/** The app in its release variant: with the supported Electron where there is one. */
let app: Packaged;

beforeAll(async () => {
  app = await packageApp();
});
afterAll(() => app?.remove());

type Entry = { path: string; unpacked: boolean };

/** Files of an archive, with slashes. */
function entries(archive: string): Entry[] {
  return listPackage(archive, { isPack: false }).flatMap((listed) => {
    const path = listed.replaceAll('\\', '/').replace(/^\//, '');
    const stat = statFile(archive, path.replaceAll('/', process.platform === 'win32' ? '\\' : '/'));
    return 'files' in stat ? [] : [{ path, unpacked: 'unpacked' in stat && stat.unpacked === true }];
  });
}

describe('the packaged app', () => {
  test('has the fuses of a release, read back from its binary', async () => {
    const binary = process.platform === 'darwin' ? join(app.executable, '../../..') : app.executable;
    const { version, ...wire } = await getCurrentFuseWire(binary);
    expect(version).toBe('1');
    expect(wire).toEqual(Object.fromEntries(Object.entries(wanted).slice(0, Object.keys(wire).length)));
    // Only an Electron older than the supported one may lack any.
    expect(Object.keys(wire)).toHaveLength(app.purpose === 'release' ? 9 : 9 - app.unknownFuses.length);
    expect(app.unknownFuses.length).toBeLessThan(3);
  });

  test('holds what runs, and no sources, tests, maps, or packages of development', () => {
    const files = entries(app.archive).map(({ path }) => path);
    const allowed = [
      /^(package\.json|LICENSE)$/,
      /^out\/(main|renderer)\/licenses\.md$/,
      /^out\/(main|preload)\/[\w.-]+\.cjs$/,
      /^out\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|woff2?|svg|png))$/,
      /^resources\/(contracts\/[\w-]+\/[\w.-]+\.yaml|icons\/countersign\.png)$/,
      /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/.-]+\.js|prebuilds\/[\w-]+\.node)$/,
      /^node_modules\/@node-rs\/argon2(-[\w-]+)?\/(package\.json|LICENSE|index\.js|[\w.-]+\.node)$/,
    ];
    expect(files.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
    for (const needed of [
      'out/main/index.cjs',
      'out/main/core.cjs',
      'out/main/sandbox.cjs',
      'LICENSE',
      'out/main/licenses.md',
      'out/renderer/licenses.md',
      'out/renderer/index.html',
    ]) {
      expect(files).toContain(needed);
    }
    expect(files.filter((path) => path.endsWith('.node'))).toHaveLength(2);
    const manifest = JSON.parse(extractFile(app.archive, 'package.json').toString('utf8'));
    expect(Object.keys(manifest).sort()).toEqual(['author', 'description', 'license', 'main', 'name', 'version']);
  });

  test('tells nothing of the machine it was packaged on', () => {
    const texts = entries(app.archive).filter(
      ({ path, unpacked }) => !unpacked && /\.(cjs|js|html|css|json)$/.test(path),
    );
    for (const { path } of texts) expect(extractFile(app.archive, path).includes(root), path).toBe(false);
  });

  test('has a hash of every file in its archive, for Electron to check', () => {
    const header = JSON.parse(getRawHeader(app.archive).headerString);
    const index = header.files.out.files.renderer.files['index.html'];
    const content = extractFile(app.archive, join('out', 'renderer', 'index.html'));
    const hash = createHash('sha256').update(content).digest('hex');
    expect(index.integrity).toMatchObject({ algorithm: 'SHA256', hash, blocks: [hash] });
  });

  test('carries its mark when it is a test artefact, and none when it is not', () => {
    expect(existsSync(join(app.folder, 'NOT-FOR-DISTRIBUTION.txt'))).toBe(app.purpose === 'test');
  });

  test('stands alone: no checkout and no node_modules around it', () => {
    for (let folder = dirname(app.archive); folder !== dirname(folder); folder = dirname(folder)) {
      expect(existsSync(join(folder, 'node_modules')), folder).toBe(false);
    }
  });
});

describe('the self-test of the packaged app', () => {
  let tested: SelfTestRun;
  let scripts: string;

  beforeAll(async () => {
    scripts = await mkdtemp(join(tmpdir(), 'countersign-decoy-'));
    const note = join(scripts, 'loaded.txt');
    await writeFile(
      join(scripts, 'preload.cjs'),
      `require('node:fs').writeFileSync(${JSON.stringify(note)}, 'loaded');`,
    );
    // A folder beside the archive that would be taken instead of it.
    const decoy = join(dirname(app.archive), 'app');
    await mkdir(decoy);
    await writeFile(join(decoy, 'package.json'), '{"name":"decoy","main":"main.cjs"}');
    await writeFile(join(decoy, 'main.cjs'), 'process.exit(77);');
    tested = await runSelfTest(app, {
      args: ['--inspect=0'],
      env: { NODE_OPTIONS: `--require ${join(scripts, 'preload.cjs')}`, ELECTRON_RUN_AS_NODE: '1' },
    });
  });
  afterAll(() => rm(scripts, { recursive: true, force: true }));

  test('starts everything for real, and all of it works', () => {
    const { hasSandbox } = preparedApp(process.env);
    const failed = tested.report.checks.filter(({ result }) => result !== 'passed');
    expect(failed.map(({ id, detail }) => `${id}: ${detail}`)).toEqual(
      hasSandbox ? [] : [expect.stringContaining('sandbox is off')],
    );
    expect(tested.code).toBe(hasSandbox ? 0 : 1);
    expect(tested.report).toMatchObject({ isPackaged: true, passed: hasSandbox, arch: process.arch });
    expect(tested.report.runtime.electron).toBe(app.electron);
  });

  test('sees the same fuses in itself as were read from its binary', () => {
    expect(tested.report.fuses).toEqual(app.fuses);
  });

  test('leaves nothing behind but its report', () => {
    // The system's own libraries keep a little of their own: GTK its settings, Chromium the lock of a folder.
    const ours = tested.written.filter((path) => !/^\.cache(\/dconf|$)|^tmp(\/\.org\.chromium\.|$)/.test(path));
    expect(ours).toEqual(['self-test.json']);
  });

  test('is neither a Node for others, nor takes their scripts, their debuggers or their folders', async () => {
    // It ran at all although ELECTRON_RUN_AS_NODE and a folder beside the archive said otherwise.
    expect(tested.report.checks.find(({ id }) => id === 'archive')?.result).toBe('passed');
    expect(tested.stderr).not.toContain('Debugger listening');
    await expect(readFile(join(scripts, 'loaded.txt'))).rejects.toThrow('ENOENT');
  });
});
