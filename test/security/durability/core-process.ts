import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { LaunchStage } from '../../../src/core/ports.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../../src/protocol/commands/index.ts';
import type { Result } from '../../../src/protocol/envelope.ts';
import type { AppEvent } from '../../../src/protocol/events.ts';
import { coreEnvironment, fromCoreSchema, type HostCall } from '../../../src/protocol/host.ts';
import { ReceivedProblem } from '../../../src/protocol/problem.ts';

const outputs: { [N in CommandName]: { output: z.ZodType<CommandOutput<N>> } } = commands;

const heldSchema = z.object({
  kind: z.literal('measured'),
  /** Bytes. */
  heapUsed: z.number(),
  external: z.number(),
  rss: z.number(),
  /** Sockets, servers, channels and the like that are open. */
  resources: z.number(),
  /** Open files, `null` where the system does not tell. */
  files: z.number().nullable(),
});
export type Held = z.infer<typeof heldSchema>;

export type CoreProcessOptions = {
  /** Where its launches are shown. */
  stage?: LaunchStage;
  /** Whether {@link CoreProcess.held} can be asked. */
  measured?: boolean;
  /** Whether it takes the place of a core that crashed, in an app that goes on. */
  again?: boolean;
};

/** Thrown by a command whose process ended before it answered: nobody promised anything. */
export class CoreEnded extends Error {}

/** The real core process, asked over its message channel as main asks it. */
export class CoreProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, { resolve: (output: unknown) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<(event: AppEvent) => void>();
  readonly ready: Promise<void>;
  readonly ended: Promise<unknown>;
  readonly #stage: LaunchStage | undefined;
  #measured: ((held: Held) => void) | null = null;
  #next = 0;

  constructor(folder: string, { stage, measured = false, again = false }: CoreProcessOptions = {}) {
    this.#stage = stage;
    stage?.onEvent((event) => this.#child.send({ kind: 'stage-event', event }, () => {}));
    this.#child = fork(fileURLToPath(new URL('../../../src/core/process.ts', import.meta.url)), {
      serialization: 'advanced',
      execArgv: measured ? ['--expose-gc', '--import', new URL('memory-probe.mjs', import.meta.url).href] : [],
      env: {
        [coreEnvironment.dataFolder]: folder,
        [coreEnvironment.resources]: fileURLToPath(new URL('../../../resources', import.meta.url)),
        [coreEnvironment.appVersion]: '0.0.0-test',
        ...(again ? { [coreEnvironment.keepDeletions]: '1' } : {}),
      },
    });
    this.ended = once(this.#child, 'exit').then(() => {
      for (const { reject } of this.#waiting.values()) reject(new CoreEnded());
      this.#waiting.clear();
    });
    this.ready = new Promise((resolve, reject) => {
      this.#child.on('message', (raw) => {
        const { data: held } = heldSchema.safeParse(raw);
        if (held !== undefined) return this.#measured?.(held);
        const message = fromCoreSchema.parse(raw);
        if (message.kind === 'ready') resolve();
        else if (message.kind === 'failed') reject(new ReceivedProblem(message.problem));
        else if (message.kind === 'host-call') void this.#answer(message.id, message.call);
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

  /** A host without a keychain, and with the stage it was given. */
  async #answer(id: string, call: HostCall): Promise<void> {
    const result = await this.#resultOf(call);
    this.#child.send({ kind: 'host-answer', id, result }, () => {});
  }

  async #resultOf(call: HostCall): Promise<Result> {
    if (call.call === 'keychain.status') return { ok: true, output: { protects: false, backend: 'none' } };
    if (this.#stage === undefined || call.call === 'keychain.wrap' || call.call === 'keychain.unwrap') {
      return { ok: false, problem: { code: 'vault.keychain-unavailable', params: { backend: 'none' } } };
    }
    if (call.call === 'stage.open') await this.#stage.open(call);
    else await this.#stage.close(call.exchangeId);
    return { ok: true, output: {} };
  }

  /** What the process holds once its garbage is collected. Needs `measured`. */
  async held(): Promise<Held> {
    const answer = new Promise<Held>((resolve) => {
      this.#measured = resolve;
    });
    this.#child.send({ kind: 'measure' });
    return answer;
  }

  onEvent(listener: (event: AppEvent) => void): void {
    this.#listeners.add(listener);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
