import { ProblemError } from '../../protocol/problem.ts';

/** The exchanges under way and how each is stopped. */
export type RunningExchanges = {
  add(id: string, cancel: () => void): void;
  remove(id: string): void;
  /** @throws ProblemError `not-found` when it is not running. */
  cancel(id: string): void;
  cancelAll(): void;
};

export function runningExchanges(): RunningExchanges {
  const running = new Map<string, () => void>();
  return {
    add: (id, cancel) => {
      running.set(id, cancel);
    },
    remove: (id) => {
      running.delete(id);
    },
    cancel: (id) => {
      const cancel = running.get(id);
      if (cancel === undefined) {
        throw new ProblemError('not-found', { params: { what: 'running exchange', id } });
      }
      cancel();
    },
    cancelAll: () => {
      for (const cancel of [...running.values()]) {
        cancel();
      }
    },
  };
}
