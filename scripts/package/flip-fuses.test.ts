import { describe, expect, it } from 'vitest';
import { fuseFile, readFuseWire } from '../../src/main/self-test/fuse-wire.ts';
import { folderWith } from '../lib/testing.ts';
import { readFuses, setFuses } from './flip-fuses.mjs';

/** Stands before the wire in every Electron; its own tools do not tell it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

const target = { platform: 'linux', arch: 'x64', variant: 'release' } as const;

/** A file with a fuse wire in it, as in an Electron binary: `1` on, `0` off, `r` removed. */
async function binary(wire: string, version = 1): Promise<string> {
  const text = `${'\x7fELF'.padEnd(9000, '.')}${SENTINEL}${String.fromCharCode(version, wire.length)}${wire}${'.'.repeat(300)}`;
  return `${await folderWith({ countersign: text })}/countersign`;
}

describe('setFuses', () => {
  it('flips all fuses of a release and reads them back, as the app itself does', async () => {
    const application = await binary('111111111');
    const { fuses, unknown } = await setFuses({ application, target, isStrict: true });
    expect(unknown).toEqual([]);
    expect(fuses).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: false,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
    expect(await readFuseWire(application)).toEqual(fuses);
  });

  it('makes no release of an Electron with a fuse nobody has decided', async () => {
    const application = await binary('1111111111');
    await expect(setFuses({ application, target, isStrict: true })).rejects.toThrow(/10 fuses/);
  });

  it('makes no release of an Electron that lacks a fuse of ours', async () => {
    const application = await binary('1111111');
    await expect(setFuses({ application, target, isStrict: true })).rejects.toThrow(/GrantFileProtocolExtraPrivileges/);
  });

  it('flips what an older Electron has in a test artefact, and names what it has not', async () => {
    const application = await binary('1111111');
    const { fuses, unknown } = await setFuses({ application, target, isStrict: false });
    expect(Object.keys(fuses)).toHaveLength(7);
    expect(fuses).toMatchObject({ RunAsNode: false, OnlyLoadAppFromAsar: true });
    expect(unknown).toEqual(['GrantFileProtocolExtraPrivileges', 'WasmTrapHandlers']);
  });

  it('takes a fuse that was removed from Electron for none', async () => {
    expect(await readFuses(await binary('1r0'))).toEqual(
      new Map([
        [0, true],
        [2, false],
      ]),
    );
    expect(await readFuseWire(await binary('1r0'))).toEqual({
      RunAsNode: true,
      EnableNodeOptionsEnvironmentVariable: false,
    });
  });
});

describe('the app reading its own fuses', () => {
  it('finds a wire that lies across two pieces of a large file', async () => {
    const before = 8 * 1024 * 1024 - 10;
    const folder = await folderWith({ app: `${'.'.repeat(before)}${SENTINEL}\u0001\u00011` });
    expect(await readFuseWire(`${folder}/app`)).toEqual({ RunAsNode: true });
  });

  it('tells no fuses where there are none, or of another kind', async () => {
    expect(await readFuseWire(`${await folderWith({ app: 'no Electron' })}/app`)).toBeNull();
    expect(await readFuseWire(await binary('111', 2))).toBeNull();
  });

  it('looks into the framework on a Mac', () => {
    expect(fuseFile('/Applications/Countersign.app/Contents/MacOS/countersign', 'darwin')).toBe(
      '/Applications/Countersign.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
    );
    expect(fuseFile('/opt/countersign/countersign', 'linux')).toBe('/opt/countersign/countersign');
  });
});
