import { describe, expect, it } from 'vitest';
import { installStamp, recordedInstallation } from './lockfile.mjs';

const machine = { platform: 'linux', arch: 'x64' };
const zod = { version: '4.6.7', integrity: 'sha512-zod' };

const lockfile = (packages: Record<string, unknown>) =>
  JSON.stringify({ packages: { '': { name: 'app' }, ...packages } });
const record = (packages: Record<string, unknown>) => JSON.stringify({ packages });

describe('installStamp', () => {
  it('changes with the lockfile, the platform and the architecture', () => {
    const stamps = [
      installStamp('a', machine),
      installStamp('b', machine),
      installStamp('a', { platform: 'darwin', arch: 'x64' }),
      installStamp('a', { platform: 'linux', arch: 'arm64' }),
    ];
    expect(new Set(stamps).size).toBe(4);
    expect(installStamp('a', machine)).toBe(stamps[0]);
  });
});

describe('recordedInstallation', () => {
  it('gives the folders of an installation that is the one wanted', () => {
    const wanted = lockfile({ 'node_modules/zod': zod });
    expect(recordedInstallation(wanted, record({ 'node_modules/zod': zod }), machine)).toEqual(['node_modules/zod']);
  });

  it.each([
    ['another version', { ...zod, version: '4.6.6' }],
    ['another file under the same version', { ...zod, integrity: 'sha512-other' }],
  ])('refuses %s', (_case, installed) => {
    const wanted = lockfile({ 'node_modules/zod': zod });
    expect(recordedInstallation(wanted, record({ 'node_modules/zod': installed }), machine)).toBeUndefined();
  });

  it('refuses a missing package', () => {
    expect(recordedInstallation(lockfile({ 'node_modules/zod': zod }), record({}), machine)).toBeUndefined();
  });

  it.each([
    ['for another system', { os: ['darwin'], cpu: ['x64'] }],
    ['for another processor', { os: 'linux', cpu: 'arm64' }],
    ['that excludes this system', { os: ['!linux'] }],
    ['for one C library', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['that only packages for other machines need', {}],
  ])('lets an optional package be missing %s', (_case, machines) => {
    const wanted = lockfile({ 'node_modules/native': { ...zod, optional: true, ...machines } });
    expect(recordedInstallation(wanted, record({}), machine)).toEqual([]);
  });

  it('refuses an installation without the optional package for this machine', () => {
    const native = { ...zod, optional: true, os: ['linux'], cpu: ['x64'] };
    expect(recordedInstallation(lockfile({ 'node_modules/native': native }), record({}), machine)).toBeUndefined();
  });

  it.each([
    ['missing', undefined],
    ['half-written', '{"packages": {"node_mod'],
    ['empty', ''],
  ])('refuses a %s record', (_case, text) => {
    expect(recordedInstallation(lockfile({}), text, machine)).toBeUndefined();
  });
});
