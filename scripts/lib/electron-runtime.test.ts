import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { provisionElectron } from './electron-runtime.mjs';
import { failureMemory, isDamaged } from './electron-supported.mjs';
import { EXIT } from './exit-codes.mjs';
import { folderWith, recordingLog } from './testing.ts';

type Outcome = Awaited<ReturnType<typeof import('./electron-supported.mjs').installElectron>>;

const unreachable: Outcome = { kind: 'unreachable', reason: 'TypeError: fetch failed' };

async function machine({ installed = false, outcome = unreachable, platform = 'linux', arch = 'x64' } = {}) {
  const root = await folderWith({ electron: '', cache: '' });
  const executable = join(root, 'electron');
  await chmod(executable, 0o755);
  const log = recordingLog();
  const install = vi.fn(async () => outcome);
  const fallback = vi.fn(async () => join(root, 'fallback'));
  const sources = { installed: async () => (installed ? executable : undefined), install, fallback };
  const cache = await folderWith({});
  const provision = (env: NodeJS.ProcessEnv = {}) =>
    provisionElectron({
      root,
      node: 'node',
      log,
      platform,
      arch,
      sources,
      env: { COUNTERSIGN_CACHE_DIR: cache, ...env },
    });
  return { executable, provision, install, fallback, log };
}

describe.skipIf(process.platform === 'win32')('provisionElectron', () => {
  it('takes the override as given', async () => {
    const { executable, provision, install } = await machine();
    expect(await provision({ COUNTERSIGN_ELECTRON_PATH: executable })).toMatchObject({ kind: 'override', executable });
    expect(install).not.toHaveBeenCalled();
  });

  it('refuses an override that cannot be run', async () => {
    const { provision } = await machine();
    await expect(provision({ COUNTERSIGN_ELECTRON_PATH: '/nowhere/electron' })).rejects.toMatchObject({
      exitCode: EXIT.electron,
      message: expect.stringContaining('/nowhere/electron'),
    });
  });

  it('uses the supported runtime that is already installed', async () => {
    const { executable, provision, install } = await machine({ installed: true });
    expect(await provision()).toMatchObject({ kind: 'supported', executable });
    expect(install).not.toHaveBeenCalled();
  });

  it('installs the supported runtime where its host is reachable', async () => {
    const { provision, fallback } = await machine({ outcome: { kind: 'installed', executable: '/e/electron' } });
    expect(await provision()).toMatchObject({ kind: 'supported', executable: '/e/electron' });
    expect(fallback).not.toHaveBeenCalled();
  });

  it('announces the fallback on every run, and asks the unreachable host only once', async () => {
    const { provision, install, log } = await machine();
    expect(await provision()).toMatchObject({ kind: 'fallback' });
    expect(await provision()).toMatchObject({ kind: 'fallback' });
    expect(install).toHaveBeenCalledTimes(1);
    const announced = log.lines.filter((line) => line.includes('no longer receives security fixes'));
    expect(announced).toHaveLength(2);
  });

  it('asks again on request and for another mirror', async () => {
    const { provision, install } = await machine();
    await provision();
    await provision({ COUNTERSIGN_ELECTRON_RETRY: '1' });
    await provision({ ELECTRON_MIRROR: 'https://mirror.example/electron/' });
    expect(install).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ])('names the choices on %s %s, where there is no fallback', async (platform, arch) => {
    const { provision, fallback } = await machine({ platform, arch });
    await expect(provision()).rejects.toMatchObject({
      exitCode: EXIT.electron,
      message: expect.stringMatching(/ELECTRON_MIRROR[\s\S]*COUNTERSIGN_ELECTRON_PATH/),
    });
    expect(fallback).not.toHaveBeenCalled();
  });

  it('never answers a damaged download with the fallback', async () => {
    const { provision, fallback } = await machine({ outcome: { kind: 'damaged', reason: 'ChecksumMismatchError' } });
    await expect(provision()).rejects.toMatchObject({ exitCode: EXIT.electron });
    expect(fallback).not.toHaveBeenCalled();
  });
});

describe('failureMemory', () => {
  it('forgets after a day, with a new version, and when its file is damaged', async () => {
    const cache = await folderWith({});
    let time = 1_000_000;
    const memory = (version: string) => failureMemory({ cache, version, env: {}, now: () => time });
    await memory('45.4.1').remember('fetch failed');
    expect(await memory('45.4.1').recall()).toBe('fetch failed');
    expect(await memory('46.0.0').recall()).toBeUndefined();
    time += 24 * 60 * 60 * 1000;
    expect(await memory('45.4.1').recall()).toBeUndefined();
    const damaged = await folderWith({ 'electron-download-failed.json': '{"version": "45' });
    expect(await failureMemory({ cache: damaged, version: '45.4.1', env: {} }).recall()).toBeUndefined();
  });
});

describe('isDamaged', () => {
  it('tells a wrong checksum from an unreachable host', () => {
    expect(isDamaged('ChecksumMismatchError: Generated checksum for "electron.zip" did not match')).toBe(true);
    expect(isDamaged('TypeError: fetch failed\n    at node:internal/deps/undici/undici:14976:13')).toBe(false);
  });
});
