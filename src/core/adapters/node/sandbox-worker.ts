import { Worker } from 'node:worker_threads';
import { ProblemError } from '../../../protocol/problem.ts';
import {
  type SandboxControlMessageInput,
  type SandboxControlReply,
  sandboxControlReplySchema,
} from '../../../protocol/sandbox-control.ts';
import type { SandboxHost } from '../../ports.ts';

type Reply = Extract<SandboxControlReply, { ok: true }>;
type ReplyTo<C extends Reply['command']> = Extract<Reply, { command: C }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
type Message = WithoutId<SandboxControlMessageInput>;

/** Runs the sandbox's own bundle in a worker thread. @param entry - file of the worker: built, or the source under plain Node. */
export function sandboxWorker(entry: string): SandboxHost {
  const ended = new Set<() => void>();
  let running: Conversation | null = null;

  const current = (): Conversation => {
    if (running === null) {
      throw new ProblemError('sandbox.failed', { params: { reason: 'the sandbox is not running' } });
    }
    return running;
  };

  return {
    start: async (options) => {
      await running?.end();
      const conversation = converse(new Worker(entry, { env: {} }), () => {
        running = null;
        for (const listener of ended) {
          listener();
        }
      });
      running = conversation;
      try {
        return (await conversation.ask({ command: 'start', options }, 'start')).urls;
      } catch (error) {
        running = null;
        await conversation.end();
        throw error;
      }
    },
    setFault: async (server, fault) =>
      (await current().ask({ command: 'set-fault', server, fault }, 'set-fault')).faults,
    faults: async () => (await current().ask({ command: 'faults' }, 'faults')).faults,
    setStoreAccess: async (access) => {
      await current().ask({ command: 'set-store-access', access }, 'set-store-access');
    },
    registerPlatform: async (tool, platform) => {
      await current().ask({ command: 'register-platform', tool, platform }, 'register-platform');
    },
    received: async (server) => (await current().ask({ command: 'received', server }, 'received')).requests,
    stop: async () => {
      const stopping = running;
      running = null;
      await stopping?.end();
    },
    onUnexpectedEnd: (listener) => {
      ended.add(listener);
    },
  };
}

type Conversation = {
  ask<C extends Reply['command']>(message: Message, expected: C): Promise<ReplyTo<C>>;
  /** Ends the worker; pending questions are refused. Not unexpected. */
  end(): Promise<void>;
};

function converse(worker: Worker, onUnexpectedEnd: () => void): Conversation {
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(problem: ProblemError): void }>();
  let lastId = 0;
  let ending = false;

  worker.on('message', (message: unknown) => {
    const parsed = sandboxControlReplySchema.safeParse(message);
    if (!parsed.success || parsed.data.id === null) {
      return;
    }
    const reply = parsed.data;
    const question = waiting.get(parsed.data.id);
    waiting.delete(parsed.data.id);
    if (reply.ok) {
      question?.resolve(reply);
    } else {
      question?.reject(
        new ProblemError('sandbox.failed', { detail: reply.error.message, params: { reason: reply.error.code } }),
      );
    }
  });
  const refuseAll = (detail: string): void => {
    for (const question of waiting.values()) {
      question.reject(new ProblemError('sandbox.failed', { params: { reason: detail } }));
    }
    waiting.clear();
  };
  worker.on('error', () => refuseAll('the sandbox stopped by an error'));
  worker.on('exit', () => {
    refuseAll('the sandbox has ended');
    if (!ending) {
      onUnexpectedEnd();
    }
  });

  return {
    ask: async (message, expected) => {
      const reply = await new Promise<Reply>((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ ...message, id: lastId });
      });
      if (!isReplyTo(reply, expected)) {
        throw new ProblemError('sandbox.failed', { params: { reason: `it answered ${reply.command} to ${expected}` } });
      }
      return reply;
    },
    end: async () => {
      ending = true;
      await worker.terminate();
    },
  };
}

function isReplyTo<C extends Reply['command']>(reply: Reply, command: C): reply is ReplyTo<C> {
  return reply.command === command;
}
