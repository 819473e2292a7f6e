import { beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '../protocol/envelope.ts';
import type { AppEvent } from '../protocol/events.ts';
import type { HostCall, ToCore } from '../protocol/host.ts';
import { ProblemError } from '../protocol/problem.ts';
import { createCoreHost, readyTimeoutMs, shutdownTimeoutMs } from './core-host.ts';
import type { CoreChild } from './runtime.ts';

/** A core process a test speaks for. */
class FakeCore implements CoreChild {
  readonly received: ToCore[] = [];
  isKilled = false;
  say: (message: unknown) => void = () => {};
  end: (reason: string) => void = () => {};
  send(message: ToCore) {
    this.received.push(message);
  }
  onMessage(listener: (message: unknown) => void) {
    this.say = listener;
  }
  onExit(listener: (reason: string) => void) {
    this.end = listener;
  }
  kill() {
    this.isKilled = true;
  }
  requests() {
    return this.received.flatMap((message) => (message.kind === 'request' ? [message] : []));
  }
  answerAll(output: unknown) {
    for (const { id } of this.requests()) this.say({ kind: 'result', id, result: { ok: true, output } });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

function hosted(answer: (call: HostCall) => Promise<unknown> = async () => ({})) {
  const cores: FakeCore[] = [];
  const events: AppEvent[] = [];
  const again: boolean[] = [];
  let lost = 0;
  const host = createCoreHost({
    fork: (isAgain) => {
      again.push(isAgain);
      const core = new FakeCore();
      cores.push(core);
      return core;
    },
    answer,
    emit: (event) => events.push(event),
    onLost: () => {
      lost += 1;
    },
    log: () => {},
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const current = () => {
    const core = cores.at(-1);
    if (core === undefined) throw new Error('no core was started');
    return core;
  };
  /** Lets the restart's wait pass and makes the new core ready. */
  const restart = () => {
    vi.advanceTimersByTime(10_000);
    current().say({ kind: 'ready' });
  };
  return { host, cores, events, again, current, restart, lost: () => lost };
}

const codeOf = (result: Result) => (result.ok ? 'ok' : result.problem.code);

test('requests wait for core to be ready and are answered by id, in any order', async () => {
  const { host, current } = hosted();
  host.start();
  const first = host.request('a.one', { n: 1 });
  const second = host.request('a.two', { n: 2 });
  expect(current().received).toEqual([]);
  current().say({ kind: 'ready' });
  const [one, two] = current().requests();
  expect([one?.command, two?.input]).toEqual(['a.one', { n: 2 }]);
  current().say({ kind: 'result', id: two?.id, result: { ok: true, output: 'second' } });
  current().say({ kind: 'result', id: one?.id, result: { ok: true, output: 'first' } });
  expect(await first).toEqual({ ok: true, output: 'first' });
  expect(await second).toEqual({ ok: true, output: 'second' });
});

test('a core that ends is replaced: its requests fail, those after it succeed, the window is told', async () => {
  const { host, current, restart, events, again, lost } = hosted();
  host.start();
  current().say({ kind: 'ready' });
  const before = host.request('a', {});
  current().end('signal SIGSEGV');
  expect(await before).toMatchObject({
    ok: false,
    problem: { code: 'core.unavailable', detail: expect.stringContaining('SIGSEGV') },
  });
  expect(lost()).toBe(1);
  const after = host.request('b', {});
  restart();
  current().answerAll('again');
  expect(await after).toEqual({ ok: true, output: 'again' });
  expect(events).toEqual([{ type: 'core.restarted', reason: 'signal SIGSEGV' }]);
  expect(again).toEqual([false, true]);
});

test('what a dead core still says is ignored', async () => {
  const { host, cores, current, restart, events } = hosted();
  host.start();
  current().say({ kind: 'ready' });
  current().end('exit code 1');
  restart();
  cores[0]?.say({ kind: 'event', event: { type: 'vault.changed' } });
  cores[0]?.end('exit code 1');
  expect(events).toEqual([{ type: 'core.restarted', reason: 'exit code 1' }]);
  expect(cores).toHaveLength(2);
});

test('three ends within a minute are enough; a new page load may try again', async () => {
  const { host, cores, current, restart, events } = hosted();
  host.start();
  current().say({ kind: 'ready' });
  current().end('exit code 1');
  restart();
  current().end('exit code 1');
  restart();
  current().end('exit code 1');
  vi.advanceTimersByTime(60_000);
  expect(cores).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ type: 'core.failed', problem: { code: 'core.unavailable' } });
  expect(codeOf(await host.request('a', {}))).toBe('core.unavailable');
  host.retry();
  const answer = host.request('a', {});
  current().say({ kind: 'ready' });
  current().answerAll(1);
  expect(codeOf(await answer)).toBe('ok');
});

test('ends that lie further apart never add up', () => {
  const { host, cores, current, restart } = hosted();
  host.start();
  current().say({ kind: 'ready' });
  for (let at = 0; at < 6; at += 1) {
    current().end('exit code 1');
    restart();
    vi.advanceTimersByTime(60_000);
  }
  expect(cores).toHaveLength(7);
});

test('a core that cannot open its data says why, to the window and to every request, and is not tried again', async () => {
  const { host, cores, current, events } = hosted();
  host.start();
  const waiting = host.request('a', {});
  const problem = { code: 'internal', params: {} };
  current().say({ kind: 'failed', problem });
  current().end('exit code 1');
  vi.advanceTimersByTime(60_000);
  expect(await waiting).toEqual({ ok: false, problem });
  expect(await host.request('b', {})).toEqual({ ok: false, problem });
  expect(events).toEqual([{ type: 'core.failed', problem }]);
  expect(cores).toHaveLength(1);
});

test('a core with data it cannot open goes on to answer, and is ready once they are put right', async () => {
  const { host, cores, current, events } = hosted();
  host.start();
  const waiting = host.request('backups.list', {});
  const problem = { code: 'storage.corrupt', params: { path: '/data' } };
  current().say({ kind: 'failed', problem });
  expect(
    current()
      .requests()
      .map(({ command }) => command),
  ).toEqual(['backups.list']);
  current().say({ kind: 'result', id: current().requests()[0]?.id, result: { ok: true, output: [] } });
  expect(await waiting).toEqual({ ok: true, output: [] });
  current().say({ kind: 'ready' });
  host.retry();
  expect(events).toEqual([{ type: 'core.failed', problem }]);
  expect(cores).toHaveLength(1);
  expect(current().isKilled).toBe(false);
});

test('a window that is loaded anew gives data that could not be opened another try', () => {
  const { host, cores, current } = hosted();
  host.start();
  current().say({ kind: 'failed', problem: { code: 'storage.in-use', params: { path: '/data' } } });
  const [first] = cores;
  host.retry();
  expect(first?.isKilled).toBe(true);
  expect(cores).toHaveLength(2);
});

test('a core that never becomes ready is ended', async () => {
  const { host, current, events } = hosted();
  host.start();
  const waiting = host.request('a', {});
  vi.advanceTimersByTime(readyTimeoutMs);
  expect(codeOf(await waiting)).toBe('core.unavailable');
  expect(current().isKilled).toBe(true);
  expect(events).toMatchObject([{ type: 'core.failed' }]);
});

test('a process that cannot even be started is a failure like any other', async () => {
  const events: AppEvent[] = [];
  const host = createCoreHost({
    fork: () => {
      throw new ProblemError('core.unavailable', { detail: 'no Node' });
    },
    answer: async () => ({}),
    emit: (event) => events.push(event),
    onLost: () => {},
    log: () => {},
    now: Date.now,
    after: () => () => {},
  });
  host.start();
  expect(events).toMatchObject([{ type: 'core.failed', problem: { detail: 'no Node' } }]);
});

test('core’s calls are answered, failures included', async () => {
  const { host, current } = hosted(async (call) => {
    if (call.call === 'keychain.status') return { protects: false, backend: 'basic_text' };
    throw new ProblemError('vault.keychain-unavailable', { params: { backend: 'basic_text' } });
  });
  host.start();
  current().say({ kind: 'ready' });
  current().say({ kind: 'host-call', id: '1', call: { call: 'keychain.status' } });
  current().say({ kind: 'host-call', id: '2', call: { call: 'keychain.wrap', key: 'AAAA' } });
  await vi.waitFor(() => expect(current().received).toHaveLength(2));
  expect(current().received).toMatchObject([
    { kind: 'host-answer', id: '1', result: { ok: true, output: { backend: 'basic_text' } } },
    { kind: 'host-answer', id: '2', result: { ok: false, problem: { code: 'vault.keychain-unavailable' } } },
  ]);
});

test('messages that are not as agreed are refused, and whoever waited for them is told', async () => {
  const { host, current, events } = hosted();
  host.start();
  current().say({ kind: 'ready' });
  const odd = host.request('a', {});
  const large = host.request('b', {});
  const [first, second] = current().requests();
  current().say({ kind: 'result', id: first?.id, result: { ok: true, output: 1, extra: true } });
  current().say({ kind: 'result', id: second?.id, result: { ok: true, output: 'x'.repeat(9_000_000) } });
  current().say({ kind: 'host-call', id: '3', call: { call: 'shell.run', command: 'rm' } });
  current().say({ kind: 'event', event: { type: 'made.up' } });
  current().say('nonsense');
  expect(codeOf(await odd)).toBe('internal');
  expect(codeOf(await large)).toBe('input.too-large');
  expect(current().received.at(-1)).toMatchObject({ kind: 'host-answer', id: '3', result: { ok: false } });
  expect(events).toEqual([]);
});

test('closing waits for core to close its data', async () => {
  const { host, current } = hosted();
  host.start();
  current().say({ kind: 'ready' });
  const waiting = host.request('a', {});
  let isDone = false;
  const closing = host.shutdown().then(() => {
    isDone = true;
  });
  expect(codeOf(await waiting)).toBe('core.unavailable');
  expect(isDone).toBe(false);
  expect(current().received.at(-1)).toEqual({ kind: 'shutdown' });
  current().say({ kind: 'closed' });
  await closing;
  expect(codeOf(await host.request('b', {}))).toBe('core.unavailable');
});

test('closing does not wait for ever, nor start another core', async () => {
  const { host, cores, current } = hosted();
  host.start();
  current().say({ kind: 'ready' });
  const closing = host.shutdown();
  vi.advanceTimersByTime(shutdownTimeoutMs);
  await closing;
  current().end('signal SIGKILL');
  vi.advanceTimersByTime(60_000);
  expect(current().isKilled).toBe(true);
  expect(cores).toHaveLength(1);
});
