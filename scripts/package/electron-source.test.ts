import { describe, expect, it } from 'vitest';
import { EXIT } from '../lib/exit-codes.mjs';
import { folderWith, recordingLog } from '../lib/testing.ts';
import { electronToPackage } from './electron-source.mjs';

async function choose(
  install: { kind: 'unreachable' | 'damaged'; reason: string } | { kind: 'installed'; executable: string },
) {
  const root = await folderWith({ 'node_modules/electron/package.json': '{"version":"45.4.1"}' });
  const sources = { installed: async () => undefined, install: async () => install };
  return {
    root,
    chosen: electronToPackage({ root, node: 'node', electronDist: undefined, log: recordingLog(), sources }),
  };
}

describe('the Electron that is packaged', () => {
  it('is the supported one', async () => {
    const { root, chosen } = await choose({ kind: 'installed', executable: '/electron' });
    expect(await chosen).toEqual({
      purpose: 'release',
      folder: `${root}/node_modules/electron/dist`,
      version: '45.4.1',
    });
  });

  it.each([
    ['unreachable', 'fetch failed', 'could not be downloaded'],
    ['damaged', 'checksum', 'does not match its checksum'],
  ] as const)('is no other when its download is %s', async (kind, reason, words) => {
    const { chosen } = await choose({ kind, reason });
    await expect(chosen).rejects.toMatchObject({ exitCode: EXIT.electron });
    await expect(chosen).rejects.toThrow(new RegExp(`Nothing was packaged.*45\\.4\\.1.*${words}: ${reason}`));
    await expect(chosen).rejects.toThrow('ELECTRON_MIRROR');
  });

  it('is not just any folder', async () => {
    const electronDist = await folderWith({ 'readme.txt': 'no Electron' });
    const chosen = electronToPackage({ root: '', node: 'node', electronDist, log: recordingLog() });
    await expect(chosen).rejects.toThrow(`${electronDist} is no unpacked Electron`);
  });
});
