import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../src/protocol/commands/index.ts';
import type { AppEvent } from '../../src/protocol/events.ts';
import { coreEnvironment, fromCoreSchema } from '../../src/protocol/host.ts';
import { ReceivedProblem } from '../../src/protocol/problem.ts';

const outputs: { [N in CommandName]: { output: z.ZodType<CommandOutput<N>> } } = commands;

/** Thrown by a command whose process ended before it answered: nobody promised anything. */
export class CoreEnded extends Error {}

/** The real core process, asked over its message channel as main asks it. */
export class CoreProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, { resolve: (output: unknown) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<(event: AppEvent) => void>();
  readonly ready: Promise<void>;
  readonly ended: Promise<unknown>;
  #next = 0;

  constructor(folder: string) {
    this.#child = fork(fileURLToPath(new URL('../../src/core/process.ts', import.meta.url)), {
      serialization: 'advanced',
      env: {
        [coreEnvironment.dataFolder]: folder,
        [coreEnvironment.resources]: fileURLToPath(new URL('../../resources', import.meta.url)),
        [coreEnvironment.appVersion]: '0.0.0-test',
      },
    });
    this.ended = once(this.#child, 'exit').then(() => {
      for (const { reject } of this.#waiting.values()) reject(new CoreEnded());
      this.#waiting.clear();
    });
    this.ready = new Promise((resolve, reject) => {
      this.#child.on('message', (raw) => {
        const message = fromCoreSchema.parse(raw);
        if (message.kind === 'ready') resolve();
        else if (message.kind === 'failed') reject(new ReceivedProblem(message.problem));
        else if (message.kind === 'host-call') this.#answer(message.id, message.call.call);
        else if (message.kind === 'event') for (const listener of this.#listeners) listener(message.event);
        else if (message.kind === 'result') {
          const waiting = this.#waiting.get(message.id);
          this.#waiting.delete(message.id);
          if (message.result.ok) waiting?.resolve(message.result.output);
          else waiting?.reject(new ReceivedProblem(message.result.problem));
        }
      });
    });
  }

  /** Rejects with the problem of a refused command, and with {@link CoreEnded}. */
  async call<N extends CommandName>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const id = String(this.#next++);
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) reject(new CoreEnded());
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ kind: 'request', id, command, input }, (error) => {
        if (error !== null) reject(new CoreEnded());
      });
    });
    return outputs[command].output.parse(await answer);
  }

  /** A host without a keychain and without a screen. */
  #answer(id: string, call: string): void {
    const result =
      call === 'keychain.status'
        ? { ok: true, output: { protects: false, backend: 'none' } }
        : { ok: false, problem: { code: 'vault.keychain-unavailable', params: { backend: 'none' } } };
    this.#child.send({ kind: 'host-answer', id, result }, () => {});
  }

  onEvent(listener: (event: AppEvent) => void): void {
    this.#listeners.add(listener);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
