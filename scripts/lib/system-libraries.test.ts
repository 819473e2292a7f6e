import { describe, expect, it } from 'vitest';
import { missingLibraries } from './system-libraries.mjs';
import { debianPackages } from './system-packages.mjs';

const LDD = `	linux-vdso.so.1 (0x00007ffd2a5f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f2a40c00000)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f2a4a9d4000)
	libnss3.so => not found
	libgtk-3.so.0 => not found
	libgbm.so.1 => not found
	libnss3.so => not found
	/lib64/ld-linux-x86-64.so.2 (0x00007f2a4a9ec000)
`;

describe('missingLibraries', () => {
  it('names what ldd did not find, each once', () => {
    expect(missingLibraries(LDD)).toEqual(['libnss3.so', 'libgtk-3.so.0', 'libgbm.so.1']);
  });

  it.each([
    ['all found', '\tlibc.so.6 => /lib/libc.so.6 (0x0)\n'],
    ['static', '\tnot a dynamic executable\n'],
    ['no ldd', ''],
  ])('finds nothing missing: %s', (_case, output) => {
    expect(missingLibraries(output)).toEqual([]);
  });
});

describe('debianPackages', () => {
  it('uses the names of older releases where they exist', async () => {
    const names = await debianPackages(async (name) => !name.endsWith('t64'));
    expect(names).toEqual(expect.arrayContaining(['xvfb', 'libgtk-3-0', 'libasound2', 'libatk-bridge2.0-0']));
  });

  it('uses the t64 names where only those exist', async () => {
    const renamed = ['libgtk-3-0', 'libasound2', 'libatk-bridge2.0-0'];
    const names = await debianPackages(async (name) => !renamed.includes(name));
    expect(names).toEqual(
      expect.arrayContaining(['libgtk-3-0t64', 'libasound2t64', 'libatk-bridge2.0-0t64', 'libnss3']),
    );
  });

  it('keeps a name the index does not know, so that apt names the problem', async () => {
    expect(await debianPackages(async () => false)).toContain('libgbm1');
  });
});
