import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { fuseNames } from '../../src/protocol/models/self-test.ts';
import { FUSES, wantedFuses } from './fuses.mjs';

/** The enum's own names, in the order of the wire. */
const known = Object.entries(FuseV1Options).flatMap(([name, place]) =>
  typeof place === 'number' ? [{ name, place }] : [],
);

const fusesOf = (platform: string, variant: 'release' | 'e2e') =>
  Object.fromEntries([...wantedFuses({ platform, variant }).values()].map(({ name, on }) => [name, on]));

describe('the table of fuses', () => {
  it('decides every fuse there is, each once and with a reason', () => {
    expect(FUSES.map(({ name, option }) => ({ name, place: option }))).toEqual(known);
    for (const { why } of FUSES) expect(why).toMatch(/^[A-Z].{30,}\.$/);
  });

  it('has the order the self-test reads the wire in', () => {
    expect([...fuseNames]).toEqual(known.map(({ name }) => name));
  });

  it.each([
    ['linux', false],
    ['darwin', true],
    ['win32', true],
  ])('in a release for %s: closed, with the archive checked: %s', (platform, checked) => {
    expect(fusesOf(platform, 'release')).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: checked,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('differs for end-to-end tests in the one they attach by', () => {
    const { EnableNodeCliInspectArguments, ...others } = fusesOf('linux', 'e2e');
    expect(EnableNodeCliInspectArguments).toBe(true);
    expect(fusesOf('linux', 'release')).toEqual({ ...others, EnableNodeCliInspectArguments: false });
  });
});
