import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from './terminal.mjs';

const wait = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

const output = (isTTY: boolean) => Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });

describe('progress', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is silent for work under two seconds', async () => {
    const stream = output(false);
    const work = createLog(stream).during('Build', wait(1_900));
    await vi.advanceTimersByTimeAsync(1_900);
    await work;
    expect(stream.read()).toBeNull();
  });

  it('is plain lines where there is no terminal', async () => {
    const stream = output(false);
    const work = createLog(stream).during('Build', wait(15_000));
    await vi.advanceTimersByTimeAsync(15_000);
    await work;
    expect(stream.read()).toBe('Build … 2 s\nBuild … 12 s\nBuild: 15 s\n');
  });

  it('is one line that counts on a terminal', async () => {
    const stream = output(true);
    const work = createLog(stream).during('Build', wait(4_500));
    await vi.advanceTimersByTimeAsync(4_500);
    await work;
    const erase = '\r\u001b[2K';
    expect(stream.read()).toBe(`${erase}Build … 2 s${erase}Build … 3 s${erase}Build … 4 s${erase}Build: 5 s\n`);
  });

  it('ends when the work fails', async () => {
    const stream = output(false);
    const work = createLog(stream).during('Build', () => Promise.reject(new Error('broken')));
    await expect(work).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
  });
});
