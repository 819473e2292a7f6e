import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { noKeychain, noStage } from '../../src/core/adapters/node/system.ts';
import { type Core, createCore } from '../../src/core/index.ts';
import type { LaunchStage } from '../../src/core/ports.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../src/protocol/commands/index.ts';
import type { AppEvent } from '../../src/protocol/events.ts';
import type { Connection } from '../../src/protocol/models/connection.ts';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import { type Problem, ReceivedProblem } from '../../src/protocol/problem.ts';

export const passphrase = 'correct horse battery staple';

/** Facts of a tool provider; the secret is a canary. */
export const provider = {
  tool_name: 'Quiz tool',
  oauth_consumer_key: 'quiz-key',
  oauth_consumer_secret: 'canary-quiz-secret',
};

const outputs: { [N in CommandName]: { output: z.ZodType<CommandOutput<N>> } } = commands;

/** A core on a data folder of its own, asked the way the window asks it. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  readonly events: AppEvent[] = [];
  readonly #stage: LaunchStage;
  readonly #authorities: readonly string[];
  core: Core;

  constructor(stage: LaunchStage = noStage, authorities: readonly string[] = []) {
    this.#stage = stage;
    this.#authorities = authorities;
    this.core = this.#open();
  }

  #open(): Core {
    const core = createCore({
      folder: this.folder,
      resources: fileURLToPath(new URL('../../resources', import.meta.url)),
      appVersion: '0.0.0-test',
      sandboxEntry: fileURLToPath(new URL('../../src/sandbox/worker.ts', import.meta.url)),
      keys: noKeychain,
      stage: this.#stage,
      authorities: this.#authorities,
    });
    core.onEvent((event) => this.events.push(event));
    return core;
  }

  async restart(): Promise<void> {
    await this.core.close();
    this.core = this.#open();
  }

  async remove(): Promise<void> {
    await this.core.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Rejects with the problem of a refused command. */
  async call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const result = await this.core.dispatch(name, input);
    if (!result.ok) {
      throw new ReceivedProblem(result.problem);
    }
    return outputs[name].output.parse(result.output);
  }

  /** The problem a command is refused with, whatever it is given. */
  async refusal(name: string, input: unknown): Promise<Problem> {
    const result = await this.core.dispatch(name, input);
    if (result.ok) {
      throw new Error(`${name} was not refused`);
    }
    return result.problem;
  }

  async createVault(): Promise<void> {
    await this.call('vault.create', { method: { kind: 'passphrase', passphrase } });
  }

  /** The vault and the sandbox workspace; answers its connections by name. */
  async sandbox(): Promise<(name: string) => Connection> {
    await this.createVault();
    await this.call('workspace.createSandbox', {});
    const all = await this.call('connections.list', {});
    return (name) => {
      const found = all.find((connection) => connection.name === name);
      if (found === undefined) {
        throw new Error(`no connection ${name}`);
      }
      return found;
    };
  }

  /** An exam platform connection to any address, with canaries for credentials. */
  async connectTo(baseUrl: string, allowedHosts = [new URL(baseUrl).host]): Promise<Connection> {
    const credential = await this.call('credentials.create', {
      draft: {
        kind: 'proctorexam',
        name: 'canaries',
        apiToken: 'canary-api-token',
        secretKey: 'canary-signing-key',
        allowedHosts,
      },
    });
    return this.call('connections.create', {
      draft: {
        name: 'Hostile',
        contractId: 'proctorexam',
        baseUrl,
        credentialId: credential.id,
        environment: 'test',
      },
    });
  }

  /** Starts a request; `values` go where the contract has them, else into the body. */
  async start(connection: Connection, operationId: string, values: Record<string, string>, timeoutMs = 30_000) {
    const { operations } = await this.call('contracts.get', { id: connection.contractId });
    const fields = operations.find(({ id }) => id === operationId)?.fields ?? [];
    const begun = await this.call('connections.loadForm', { id: connection.id, operationId });
    const typed = Object.entries(values).map(([name, value]) => ({
      name,
      value,
      in: fields.find((field) => field.name === name)?.in ?? ('body' as const),
    }));
    const form = { connectionId: connection.id, operationId, values: [...begun.values, ...typed] };
    return (await this.call('exchanges.send', { form, anyway: true, timeoutMs })).id;
  }

  /** Waits for an event told since this bench was made, or one that is told later. */
  async until<E extends AppEvent>(wanted: (event: AppEvent) => event is E): Promise<E> {
    const known = this.events.find(wanted);
    if (known !== undefined) {
      return known;
    }
    return new Promise((resolve) => {
      const stop = this.core.onEvent((event) => {
        if (wanted(event)) {
          stop();
          resolve(event);
        }
      });
    });
  }

  async ended(id: string): Promise<Exchange> {
    await this.until((event): event is Extract<AppEvent, { type: 'exchange.changed' }> => isEndOf(event, id));
    return this.call('exchanges.get', { id });
  }

  async send(connection: Connection, operationId: string, values: Record<string, string>): Promise<Exchange> {
    return this.ended(await this.start(connection, operationId, values));
  }

  /** Files that hold any of the texts in clear. Only for a closed core: reading a database here would drop SQLite's locks. */
  filesWith(texts: readonly string[]): string[] {
    return filesBelow(this.folder).filter((file) => {
      const bytes = readFileSync(file);
      return texts.some((text) => bytes.includes(text));
    });
  }
}

function isEndOf(event: AppEvent, id: string): boolean {
  return event.type === 'exchange.changed' && event.exchange.id === id && event.exchange.state !== 'running';
}

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const full = join(path, name);
    return statSync(full).isDirectory() ? filesBelow(full) : [full];
  });
}

export type Tool = { url: string; requests: string[]; close(): Promise<void> };

/** A tool on this machine that answers as it is told, and keeps what it was sent: heads and bodies as text. */
export async function startTool(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<Tool> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      requests.push(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}\n\n${body}`);
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
