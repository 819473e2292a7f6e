import { join } from 'node:path';
import { coreEnvironment } from '../protocol/host.ts';
import { ProblemError } from '../protocol/problem.ts';
import { mainHost } from './adapters/node/main-host.ts';
import { parentChannel } from './adapters/node/parent-channel.ts';
import { createCore } from './index.ts';

/** The core process of the app: one core, asked by main over messages. */
async function run(): Promise<void> {
  const channel = parentChannel();
  const host = mainHost((id, call) => channel.send({ kind: 'host-call', id, call }));
  const core = createCore({
    folder: required(coreEnvironment.dataFolder),
    resources: required(coreEnvironment.resources),
    appVersion: required(coreEnvironment.appVersion),
    sandboxEntry: join(import.meta.dirname, 'sandbox.cjs'),
    keys: host.keys,
    stage: host.stage,
    keepDeletions: process.env[coreEnvironment.keepDeletions] === '1',
  });
  let isOpen = false;
  core.onEvent((event) => {
    channel.send({ kind: 'event', event });
    if (event.type === 'workspace.replaced' && !isOpen) void open();
  });
  const open = async (): Promise<void> => {
    try {
      await core.open();
      isOpen = true;
      channel.send({ kind: 'ready' });
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : { code: 'internal' as const, params: {} };
      channel.send({ kind: 'failed', problem });
      // What is wrong with the data may be put right by a command: another try, or a backup that is restored.
      if (!problem.code.startsWith('storage.')) process.exitCode = 1;
    }
  };

  channel.onMessage(
    (message) => {
      switch (message.kind) {
        case 'request':
          void core
            .dispatch(message.command, message.input)
            .then((result) => channel.send({ kind: 'result', id: message.id, result }));
          break;
        case 'host-answer':
          host.answer(message.id, message.result);
          break;
        case 'stage-event':
          host.stageEvent(message.event);
          break;
        case 'shutdown':
          void core.close().finally(() => {
            channel.send({ kind: 'closed' });
            process.exit(0);
          });
          break;
      }
    },
    (id, reason) => {
      if (id !== null) {
        const problem = { code: 'input.invalid', params: {}, field: 'message', detail: reason } as const;
        channel.send({ kind: 'result', id, result: { ok: false, problem } });
      }
    },
  );

  await open();
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set`);
  }
  return value;
}

void run();
