import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { withLock } from './lock.mjs';
import { folderWith } from './testing.ts';

const noWait = () => expect.unreachable('nobody holds the lock');

describe('withLock', () => {
  it('gives the result of the work and frees the lock, also when the work fails', async () => {
    const path = join(await folderWith({}), 'nested', 'install.lock');
    expect(await withLock(path, async () => existsSync(path), noWait)).toBe(true);
    await expect(withLock(path, () => Promise.reject(new Error('broken')), noWait)).rejects.toThrow('broken');
    expect(existsSync(path)).toBe(false);
  });

  it('lets one work at a time, and says once that it waits', async () => {
    const path = join(await folderWith({}), 'install.lock');
    const order: string[] = [];
    const onWait = vi.fn();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let announce = () => {};
    const started = new Promise<void>((resolve) => {
      announce = resolve;
    });
    const first = withLock(
      path,
      async () => {
        announce();
        await released;
        order.push('first');
      },
      noWait,
    );
    await started;
    const second = withLock(
      path,
      async () => void order.push('second'),
      () => {
        onWait();
        release();
      },
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
    expect(onWait).toHaveBeenCalledTimes(1);
  });

  it('waits for the child that does the work after its parent is gone, and not for a child that is gone too', async () => {
    const folder = await folderWith({});
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    await once(child, 'spawn');
    const path = join(await folderWith({ 'install.lock': String(child.pid) }), 'install.lock');
    const onWait = vi.fn(() => void child.kill());
    expect(await withLock(path, async () => 'done', onWait)).toBe('done');
    expect(onWait).toHaveBeenCalledTimes(1);
    const stale = join(folder, 'stale.lock');
    const handedOver = withLock(
      stale,
      async (holdAs) => {
        await holdAs(child.pid ?? 0);
        return withLock(stale, async () => 'taken', noWait);
      },
      noWait,
    );
    expect(await handedOver).toBe('taken');
  });
});
