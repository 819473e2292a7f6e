import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installElectron, installedElectron } from './electron-supported.mjs';
import { addFiles, folderWith, recordingLog } from './testing.ts';

const PACKAGE = 'node_modules/electron';
const complete = { [`${PACKAGE}/dist/version`]: '45.4.1', [`${PACKAGE}/path.txt`]: 'electron' };

/** A checkout whose `electron` package is installed and whose installer is this script. */
const checkout = (installer = '', files: Record<string, string> = {}) =>
  folderWith({
    [`${PACKAGE}/package.json`]: '{"version": "45.4.1"}',
    [`${PACKAGE}/install.js`]: installer,
    ...files,
  });

describe('installedElectron', () => {
  it('is the executable the installer recorded', async () => {
    const root = await checkout('', complete);
    expect(await installedElectron(root)).toBe(join(root, PACKAGE, 'dist', 'electron'));
  });

  it('is nothing after an interrupted download or for another version', async () => {
    const root = await checkout('', { [`${PACKAGE}/dist/version`]: '45.4.1' });
    expect(await installedElectron(root)).toBeUndefined();
    await addFiles(root, { ...complete, [`${PACKAGE}/dist/version`]: '44.0.0' });
    expect(await installedElectron(root)).toBeUndefined();
  });
});

describe('installElectron', () => {
  const install = (root: string) => installElectron({ root, node: process.execPath, log: recordingLog() });

  it('runs the package’s own installer', async () => {
    const script = `
      const { mkdirSync, writeFileSync } = require('node:fs');
      mkdirSync(__dirname + '/dist');
      writeFileSync(__dirname + '/dist/version', 'v45.4.1');
      writeFileSync(__dirname + '/path.txt', 'electron');`;
    const root = await checkout(script);
    expect(await install(root)).toEqual({ kind: 'installed', executable: join(root, PACKAGE, 'dist', 'electron') });
  });

  it('tells an unreachable host from a damaged download', async () => {
    const failing = (message: string) => checkout(`console.error(${JSON.stringify(message)}); process.exit(1);`);
    expect(await install(await failing('TypeError: fetch failed\n    at download'))).toEqual({
      kind: 'unreachable',
      reason: 'TypeError: fetch failed',
    });
    const mismatch = 'Error: Generated checksum for "electron.zip" did not match expected checksum.';
    expect(await install(await failing(mismatch))).toEqual({ kind: 'damaged', reason: mismatch });
  });

  it('does not believe an installer that installed nothing', async () => {
    expect(await install(await checkout('process.exit(0)'))).toMatchObject({ kind: 'unreachable' });
  });
});
