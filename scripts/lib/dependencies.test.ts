import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ensureDependencies } from './dependencies.mjs';
import { EXIT } from './exit-codes.mjs';
import { addFiles, folderWith, recordingLog } from './testing.ts';

const zod = { version: '4.6.7', integrity: 'sha512-zod' };
const lockfile = JSON.stringify({ packages: { '': {}, 'node_modules/zod': zod } });
const manifest = JSON.stringify({ dependencies: { zod: '4.6.7' } });
const installed = { 'node_modules/zod/package.json': '{}' };

const checkout = (files: Record<string, string> = {}) =>
  folderWith({ 'package.json': manifest, 'package-lock.json': lockfile, ...files });

const installer = () => vi.fn(({ root }: { root: string }) => addFiles(root, installed));

describe('ensureDependencies', () => {
  it('installs once and then finds the installation current', async () => {
    const root = await checkout();
    const install = installer();
    expect(await ensureDependencies({ root, log: recordingLog(), install })).toBe('installed');
    expect(await ensureDependencies({ root, log: recordingLog(), install })).toBe('current');
    expect(install).toHaveBeenCalledTimes(1);
  });

  it('installs again after an interruption', async () => {
    const root = await checkout();
    const interrupted = vi.fn(async () => {
      await addFiles(root, installed);
      throw new Error('interrupted');
    });
    await expect(ensureDependencies({ root, log: recordingLog(), install: interrupted })).rejects.toThrow(
      'interrupted',
    );
    expect(await ensureDependencies({ root, log: recordingLog(), install: installer() })).toBe('installed');
  });

  it('forgets the old installation before it starts a new one', async () => {
    const root = await checkout();
    await ensureDependencies({ root, log: recordingLog(), install: installer() });
    await addFiles(root, { 'package-lock.json': `${lockfile}\n` });
    const interrupted = () => Promise.reject(new Error('interrupted'));
    await expect(ensureDependencies({ root, log: recordingLog(), install: interrupted })).rejects.toThrow();
    await addFiles(root, { 'package-lock.json': lockfile });
    expect(await ensureDependencies({ root, log: recordingLog(), install: installer() })).toBe('installed');
  });

  it('installs when the lockfile changed', async () => {
    const root = await checkout();
    await ensureDependencies({ root, log: recordingLog(), install: installer() });
    await addFiles(root, { 'package-lock.json': `${lockfile}\n` });
    expect(await ensureDependencies({ root, log: recordingLog(), install: installer() })).toBe('installed');
  });

  it('installs when a dependency was deleted by hand', async () => {
    const root = await checkout();
    await ensureDependencies({ root, log: recordingLog(), install: installer() });
    await rm(join(root, 'node_modules', 'zod'), { recursive: true });
    expect(await ensureDependencies({ root, log: recordingLog(), install: installer() })).toBe('installed');
  });

  it('takes over an installation that npm has completed', async () => {
    const record = JSON.stringify({ packages: { 'node_modules/zod': zod } });
    const root = await checkout({ ...installed, 'node_modules/.package-lock.json': record });
    const install = installer();
    expect(await ensureDependencies({ root, log: recordingLog(), install })).toBe('adopted');
    expect(install).not.toHaveBeenCalled();
  });

  it('does not trust a record whose packages are not on disk', async () => {
    const record = JSON.stringify({ packages: { 'node_modules/zod': zod } });
    const root = await checkout({ 'node_modules/.package-lock.json': record });
    expect(await ensureDependencies({ root, log: recordingLog(), install: installer() })).toBe('installed');
  });

  it('says how to get a missing lockfile back', async () => {
    const root = await folderWith({ 'package.json': manifest });
    await expect(ensureDependencies({ root, log: recordingLog(), install: installer() })).rejects.toMatchObject({
      exitCode: EXIT.dependencies,
      message: expect.stringContaining('git checkout package-lock.json'),
    });
  });
});
