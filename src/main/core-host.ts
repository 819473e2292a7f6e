import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { maxMessageLength, type Result } from '../protocol/envelope.ts';
import type { AppEvent } from '../protocol/events.ts';
import { type FromCore, fromCoreSchema, type HostCall, type StageEvent } from '../protocol/host.ts';
import { type Problem, ProblemError } from '../protocol/problem.ts';
import { messageLength } from './message-length.ts';
import type { CoreChild } from './runtime.ts';

export type CoreHostPorts = {
  /** @param again - not for the first time since the app was started */
  fork(again: boolean): CoreChild;
  /** Answers what core asks of main; rejects with a {@link ProblemError}. */
  answer(call: HostCall): Promise<unknown>;
  emit(event: AppEvent): void;
  /** The core process ended by itself: whatever it was showing has lost its owner. */
  onLost(): void;
  log(message: string, facts?: Record<string, string | number>): void;
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
};

export type CoreHost = {
  start(): void;
  /** Always resolves. Waits while core starts; `core.unavailable` when it ends first, or the problem it could not start with. */
  request(command: string, input: unknown): Promise<Result>;
  stageEvent(event: StageEvent): void;
  /** Starts core anew after it failed for good. Does nothing in any other state. */
  retry(): void;
  /** Asks core to close its data and waits for its end; ends it by force after a while. */
  shutdown(): Promise<void>;
};

/** Time core has for opening its data and migrating it, in milliseconds. */
export const readyTimeoutMs = 60_000;
/** Time core has for closing its data. */
export const shutdownTimeoutMs = 5_000;
/** This many ends within this time and core is not started again. */
export const crashLimit = { count: 3, withinMs: 60_000 } as const;
const backoffMs = [200, 1_000, 3_000] as const;

type Waiting = { command: string; input: unknown; resolve: (result: Result) => void };

type State =
  | { is: 'idle' }
  | { is: 'starting'; child: CoreChild; cancelTimer: () => void; restartReason: string | null }
  | { is: 'ready'; child: CoreChild }
  /** Its data could not be opened; it answers what can be done about that, and refuses the rest itself. */
  | { is: 'limited'; child: CoreChild }
  | { is: 'waiting'; cancelTimer: () => void }
  | { is: 'failed'; problem: Problem }
  | { is: 'closing'; child: CoreChild | null; done: () => void }
  | { is: 'closed' };

/** Keeps one core process running, relays requests to it by id, and survives its end. */
export function createCoreHost(ports: CoreHostPorts): CoreHost {
  let state: State = { is: 'idle' };
  let ends: number[] = [];
  let forked = false;
  const queued: Waiting[] = [];
  const pending = new Map<string, Waiting>();

  const unavailable = (detail: string): Result => ({
    ok: false,
    problem: { code: 'core.unavailable', params: {}, detail },
  });

  const settle = (result: Result, which: 'pending' | 'all') => {
    const waiting = [...pending.values(), ...(which === 'all' ? queued.splice(0) : [])];
    pending.clear();
    for (const each of waiting) each.resolve(result);
  };

  const fail = (problem: Problem) => {
    state = { is: 'failed', problem };
    ports.log('core failed', { code: problem.code });
    settle({ ok: false, problem }, 'all');
    ports.emit({ type: 'core.failed', problem });
  };

  const start = (restartReason: string | null) => {
    let child: CoreChild;
    try {
      child = ports.fork(forked);
      forked = true;
    } catch (error) {
      fail(problemOf(error, 'core.unavailable'));
      return;
    }
    const cancelTimer = ports.after(readyTimeoutMs, () => {
      if (!isCurrent(child)) return;
      fail({
        code: 'core.unavailable',
        params: {},
        detail: `The core process did not become ready within ${readyTimeoutMs / 1000} s.`,
      });
      child.kill();
    });
    state = { is: 'starting', child, cancelTimer, restartReason };
    child.onMessage((message) => {
      if (isCurrent(child)) receive(child, message);
    });
    child.onExit((reason) => {
      if (isCurrent(child)) ended(reason);
    });
  };

  const isCurrent = (child: CoreChild) => 'child' in state && state.child === child;

  const deliver = (child: CoreChild, waiting: Waiting) => {
    const id = randomUUID();
    pending.set(id, waiting);
    child.send({ kind: 'request', id, command: waiting.command, input: waiting.input });
  };

  const receive = (child: CoreChild, message: unknown) => {
    const length = messageLength(message);
    if (length !== null && length > maxMessageLength) {
      refuse(child, message, { code: 'input.too-large', params: { limit: maxMessageLength } });
      return;
    }
    const parsed = fromCoreSchema.safeParse(message);
    if (parsed.success) handle(child, parsed.data);
    else refuse(child, message, { code: 'internal', params: {}, detail: z.prettifyError(parsed.error) });
  };

  /** A message that is not as agreed still ends the waiting of whoever it was for. */
  const refuse = (child: CoreChild, message: unknown, problem: Problem) => {
    ports.log('message from core refused', { code: problem.code });
    const about = z.object({ kind: z.string(), id: z.string() }).safeParse(message);
    if (!about.success) return;
    const result: Result = { ok: false, problem };
    if (about.data.kind === 'result') finish(about.data.id, result);
    if (about.data.kind === 'host-call') child.send({ kind: 'host-answer', id: about.data.id, result });
  };

  const finish = (id: string, result: Result) => {
    pending.get(id)?.resolve(result);
    pending.delete(id);
  };

  const handle = (child: CoreChild, message: FromCore) => {
    if (message.kind === 'ready') becomeReady(child);
    else if (message.kind === 'failed') refuseToStart(child, message.problem);
    else if (message.kind === 'result') finish(message.id, message.result);
    else if (message.kind === 'event') ports.emit(message.event);
    else if (message.kind === 'host-call') void answerHostCall(child, message.id, message.call);
    else if (state.is === 'closing') state.done();
  };

  const becomeReady = (child: CoreChild) => {
    if (state.is === 'limited') state = { is: 'ready', child };
    if (state.is !== 'starting') return;
    const { cancelTimer, restartReason } = state;
    cancelTimer();
    state = { is: 'ready', child };
    if (restartReason !== null) ports.emit({ type: 'core.restarted', reason: restartReason });
    for (const waiting of queued.splice(0)) deliver(child, waiting);
  };

  /** Core says why it cannot open its data. Another start would end the same way, so it is not counted as a crash. */
  const refuseToStart = (child: CoreChild, problem: Problem) => {
    if (state.is === 'starting') state.cancelTimer();
    if (problem.code.startsWith('storage.')) {
      state = { is: 'limited', child };
      ports.log('core is limited', { code: problem.code });
      ports.emit({ type: 'core.failed', problem });
      for (const waiting of queued.splice(0)) deliver(child, waiting);
      return;
    }
    fail(problem);
    child.kill();
  };

  const answerHostCall = async (child: CoreChild, id: string, call: HostCall) => {
    const result: Result = await ports.answer(call).then(
      (output) => ({ ok: true, output }),
      (error: unknown) => ({ ok: false, problem: problemOf(error, 'internal') }),
    );
    if (isCurrent(child)) child.send({ kind: 'host-answer', id, result });
  };

  const ended = (reason: string) => {
    if (state.is === 'closing') {
      state.done();
      return;
    }
    if (state.is === 'starting') state.cancelTimer();
    const detail = `The core process ended unexpectedly (${reason}).`;
    ports.log('core ended', { reason });
    settle(unavailable(detail), 'pending');
    ports.onLost();
    const now = ports.now();
    ends = [...ends.filter((at) => now - at < crashLimit.withinMs), now];
    if (ends.length >= crashLimit.count) {
      fail({
        code: 'core.unavailable',
        params: {},
        detail: `${detail} It ended ${ends.length} times within a minute.`,
      });
      return;
    }
    const wait = backoffMs[ends.length - 1] ?? backoffMs[0];
    state = { is: 'waiting', cancelTimer: ports.after(wait, () => start(reason)) };
  };

  return {
    start: () => {
      if (state.is === 'idle') start(null);
    },
    request: (command, input) =>
      new Promise((resolve) => {
        const waiting = { command, input, resolve };
        if (state.is === 'ready' || state.is === 'limited') deliver(state.child, waiting);
        else if (state.is === 'failed') resolve({ ok: false, problem: state.problem });
        else if (state.is === 'closing' || state.is === 'closed') resolve(unavailable('The app is closing.'));
        else queued.push(waiting);
      }),
    stageEvent: (event) => {
      if (state.is === 'ready') state.child.send({ kind: 'stage-event', event });
    },
    retry: () => {
      if (state.is !== 'failed' && state.is !== 'limited') return;
      const old = state.is === 'limited' ? state.child : null;
      ends = [];
      start(null);
      old?.kill();
    },
    shutdown: () =>
      new Promise((resolve) => {
        const child = 'child' in state ? state.child : null;
        if ('cancelTimer' in state) state.cancelTimer();
        settle(unavailable('The app is closing.'), 'all');
        if (child === null) {
          state = { is: 'closed' };
          resolve();
          return;
        }
        const done = () => {
          cancelTimer();
          state = { is: 'closed' };
          child.kill();
          resolve();
        };
        const cancelTimer = ports.after(shutdownTimeoutMs, done);
        state = { is: 'closing', child, done };
        child.send({ kind: 'shutdown' });
      }),
  };
}

/** What a failure is to whoever asked: the problem our own code named, or an unexpected one with its text. */
export function problemOf(error: unknown, otherwise: Problem['code']): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: otherwise, params: {}, detail: error instanceof Error ? error.message : String(error) };
}
