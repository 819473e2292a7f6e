import { describe, expect, it } from 'vitest';
import { EXIT } from '../lib/exit-codes.mjs';
import { parsePackageArguments } from './arguments.mjs';

const where = { root: '/checkout', cwd: '/home/me', env: {} };

describe('npm run package', () => {
  it('makes a release into dist unless told otherwise', () => {
    expect(parsePackageArguments([], where)).toEqual({
      variant: 'release',
      electronDist: undefined,
      out: '/checkout/dist',
    });
  });

  it('takes folders from where it was typed', () => {
    const args = ['--variant', 'e2e', '--electron-dist', 'electron', '--out=made'];
    expect(parsePackageArguments(args, where)).toEqual({
      variant: 'e2e',
      electronDist: '/home/me/electron',
      out: '/home/me/made',
    });
  });

  it('takes the folder of Electron from the environment too', () => {
    const env = { COUNTERSIGN_ELECTRON_DIST: '/opt/electron' };
    expect(parsePackageArguments([], { ...where, env }).electronDist).toBe('/opt/electron');
  });

  it.each([[['--variant', 'debug']], [['--sign']], [['folder']]])('refuses %j and says what it knows', (args) => {
    expect(() => parsePackageArguments(args, where)).toThrow(
      expect.objectContaining({ exitCode: EXIT.usage, message: expect.stringContaining('release') }),
    );
  });
});
