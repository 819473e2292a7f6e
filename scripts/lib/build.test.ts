import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ensureBuild, sourceFingerprint } from './build.mjs';
import { EXIT } from './exit-codes.mjs';
import { addFiles, folderWith, recordingLog } from './testing.ts';

const sources = { 'package.json': '{}', 'src/main/index.ts': 'start()', 'resources/contracts/a.yaml': 'a: 1' };
const result = (code: number, output = '') => ({ code, output, stdout: output, timedOut: false });

const builder = (code = 0) =>
  vi.fn(async ({ root }: { root: string }) => {
    await addFiles(root, { 'out/main/index.cjs': 'built' });
    return result(code, 'src/main/index.ts:1 broken');
  });

const options = (root: string, build = builder()) => ({ root, node: 'node', log: recordingLog(), build });

describe('ensureBuild', () => {
  it('builds once and then finds the build current', async () => {
    const root = await folderWith(sources);
    expect(await ensureBuild(options(root))).toBe('built');
    expect(await ensureBuild(options(root))).toBe('current');
  });

  it.each([
    ['a source changed', { 'src/main/index.ts': 'start(1)' }],
    ['a source was added', { 'src/main/menu.ts': '' }],
    ['a resource changed', { 'resources/contracts/a.yaml': 'a: 2' }],
    ['the build configuration changed', { 'electron.vite.config.ts': 'export default {}' }],
  ])('builds again when %s', async (_case, change) => {
    const root = await folderWith(sources);
    await ensureBuild(options(root));
    await addFiles(root, change);
    expect(await ensureBuild(options(root))).toBe('built');
  });

  it('builds again when the output was deleted', async () => {
    const root = await folderWith(sources);
    await ensureBuild(options(root));
    await rm(join(root, 'out', 'main'), { recursive: true });
    expect(await ensureBuild(options(root))).toBe('built');
  });

  it('reports a failed build with its output and tries again next time', async () => {
    const root = await folderWith(sources);
    await expect(ensureBuild(options(root, builder(1)))).rejects.toMatchObject({
      exitCode: EXIT.build,
      message: expect.stringContaining('src/main/index.ts:1 broken'),
    });
    expect(await ensureBuild(options(root))).toBe('built');
  });
});

describe('sourceFingerprint', () => {
  it('does not change with tests or with a new copy of the same files', async () => {
    const first = await folderWith(sources);
    const second = await folderWith({ ...sources, 'src/main/index.test.ts': 'it()', 'src/main/view.test.tsx': 'it()' });
    expect(await sourceFingerprint(second)).toBe(await sourceFingerprint(first));
  });

  it('sees text move from one file to another', async () => {
    const first = await folderWith({ 'src/a.ts': 'ab', 'src/b.ts': 'c' });
    const second = await folderWith({ 'src/a.ts': 'a', 'src/b.ts': 'bc' });
    expect(await sourceFingerprint(second)).not.toBe(await sourceFingerprint(first));
  });
});
