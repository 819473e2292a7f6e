import type { Result } from '../../../protocol/envelope.ts';
import {
  type HostCall,
  keychainStatusSchema,
  type StageEvent,
  unwrapAnswerSchema,
  wrapAnswerSchema,
} from '../../../protocol/host.ts';
import { type ProblemError, ReceivedProblem } from '../../../protocol/problem.ts';
import type { KeyProvider, LaunchStage } from '../../ports.ts';

type Pending = { resolve(output: unknown): void; reject(error: ProblemError): void };

/** The main process as core sees it: the OS keychain and the launch stage, asked by message. */
export type MainHost = {
  keys: KeyProvider;
  stage: LaunchStage;
  answer(id: string, result: Result): void;
  stageEvent(event: StageEvent): void;
};

/** @param send - passes a call on to main; its answer comes back through `answer`. */
export function mainHost(send: (id: string, call: HostCall) => void): MainHost {
  const pending = new Map<string, Pending>();
  const listeners = new Set<(event: StageEvent) => void>();
  let lastId = 0;

  const ask = (call: HostCall): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = `host-${lastId}`;
      pending.set(id, { resolve, reject });
      send(id, call);
    });

  return {
    keys: {
      status: async () => keychainStatusSchema.parse(await ask({ call: 'keychain.status' })),
      wrap: async (key) => {
        const answer = wrapAnswerSchema.parse(
          await ask({ call: 'keychain.wrap', key: Buffer.from(key).toString('base64') }),
        );
        return { wrapped: new Uint8Array(Buffer.from(answer.wrapped, 'base64')), backend: answer.backend };
      },
      unwrap: async (wrapped) => {
        const answer = unwrapAnswerSchema.parse(
          await ask({ call: 'keychain.unwrap', wrapped: Buffer.from(wrapped).toString('base64') }),
        );
        const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
        return { key: bytes(answer.key), rewrapped: answer.rewrapped === null ? null : bytes(answer.rewrapped) };
      },
    },
    stage: {
      open: async ({ authorities = [], allowedHosts = null, ...launch }) => {
        const hosts = allowedHosts === null ? null : [...allowedHosts];
        await ask({ call: 'stage.open', ...launch, authorities: [...authorities], allowedHosts: hosts });
      },
      close: async (exchangeId) => {
        await ask({ call: 'stage.close', exchangeId });
      },
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    answer: (id, result) => {
      const waiting = pending.get(id);
      pending.delete(id);
      if (result.ok) {
        waiting?.resolve(result.output);
      } else {
        waiting?.reject(new ReceivedProblem(result.problem));
      }
    },
    stageEvent: (event) => {
      for (const listener of listeners) {
        listener(event);
      }
    },
  };
}
