import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxControlReply } from '../protocol/sandbox-control.ts';
import { sandboxControlReplySchema } from '../protocol/sandbox-control.ts';
import { credentials, postToolProvider, signedExamCall, toolProviderValues } from './test-support.ts';

let worker: Worker;

beforeEach(() => {
  // A path, not `new URL(…)` in place: the thread is to run the source itself, as Node does.
  const file = fileURLToPath(new URL('worker.ts', import.meta.url));
  worker = new Worker(file, { stderr: true });
});
afterEach(async () => {
  await worker.terminate();
});

async function ask(message: unknown): Promise<SandboxControlReply> {
  const reply = once(worker, 'message');
  worker.postMessage(message);
  return sandboxControlReplySchema.parse((await reply)[0]);
}

const start = { id: 1, command: 'start', options: credentials };

describe('the sandbox in a worker thread', () => {
  it('starts, serves, takes faults, reports, resets and ends', async () => {
    const started = await ask(start);
    if (!started.ok || started.command !== 'start') throw new Error(JSON.stringify(started));
    const create = () =>
      postToolProvider(started.urls.examPlatform, signedExamCall(toolProviderValues, { timestamp: Date.now() }));
    expect((await create()).status).toBe(200);

    const fault = { kind: 'status', status: 503 };
    const faults = {
      examPlatform: { ...fault, body: 'json', once: false },
      bookshelf: null,
      libraryStore: null,
      misbehavingTool: null,
    };
    expect(await ask({ id: 2, command: 'set-fault', server: 'examPlatform', fault })).toEqual({
      id: 2,
      ok: true,
      command: 'set-fault',
      faults,
    });
    expect((await create()).status).toBe(503);
    expect(await ask({ id: 3, command: 'faults' })).toEqual({ id: 3, ok: true, command: 'faults', faults });

    const received = await ask({ id: 4, command: 'received', server: 'examPlatform' });
    expect(received).toMatchObject({ requests: [{ status: 200 }, { status: 503, fault: 'status' }] });

    expect(await ask({ id: 5, command: 'reset' })).toEqual({ id: 5, ok: true, command: 'reset' });
    expect((await create()).status).toBe(200);

    const exited = once(worker, 'exit');
    expect(await ask({ id: 6, command: 'close' })).toEqual({ id: 6, ok: true, command: 'close' });
    expect(await exited).toEqual([0]);
    await expect(create()).rejects.toThrow('fetch failed');
  });

  it('answers what it cannot do, and goes on', async () => {
    expect(await ask({ id: 1, command: 'reset' })).toMatchObject({ id: 1, ok: false, error: { code: 'not-started' } });
    expect(await ask(start)).toMatchObject({ ok: true });
    expect(await ask({ ...start, id: 2 })).toMatchObject({ id: 2, error: { code: 'already-started' } });
    const cookies = { id: 3, command: 'set-fault', server: 'examPlatform', fault: { kind: 'cookies', policy: 'none' } };
    expect(await ask(cookies)).toMatchObject({ id: 3, error: { code: 'fault-not-applicable' } });
    expect(await ask('nonsense')).toMatchObject({ id: null, error: { code: 'invalid-message' } });
  });

  it('names what is wrong in a message without repeating its secrets', async () => {
    const bookshelf = { consumerKey: 'key', secret: 'a secret that must not come back', port: 70_000 };
    const reply = await ask({ ...start, options: { ...credentials, bookshelf } });
    expect(reply).toMatchObject({ id: 1, ok: false, error: { code: 'invalid-message' } });
    expect(JSON.stringify(reply)).toContain('options.bookshelf.port');
    expect(JSON.stringify(reply)).not.toContain('must not come back');
  });

  it('says which port is taken', async () => {
    const started = await ask(start);
    if (!started.ok || started.command !== 'start') throw new Error(JSON.stringify(started));
    const port = Number(new URL(started.urls.examPlatform).port);
    const second = new Worker(fileURLToPath(new URL('worker.ts', import.meta.url)), { stderr: true });
    const reply = once(second, 'message');
    const examPlatform = { ...credentials.examPlatform, port };
    second.postMessage({ ...start, options: { ...credentials, examPlatform } });
    expect((await reply)[0]).toMatchObject({ id: 1, ok: false, error: { code: 'port-in-use' } });
    await second.terminate();
  });
});
