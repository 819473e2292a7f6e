/** The exchanges under way and how each is stopped. */
export type RunningExchanges = {
  add(id: string, cancel: () => void): void;
  remove(id: string): void;
  /** `false` when it is not running. */
  cancel(id: string): boolean;
  /** Resolves when it is no longer running; at once when it is not. */
  ended(id: string): Promise<void>;
  /** Cancels all and waits until each has come to its end. */
  cancelAll(): Promise<void>;
};

export function runningExchanges(): RunningExchanges {
  const running = new Map<string, () => void>();
  const whenEnded = new Map<string, (() => void)[]>();
  let whenIdle: (() => void)[] = [];
  return {
    add: (id, cancel) => {
      running.set(id, cancel);
    },
    remove: (id) => {
      running.delete(id);
      for (const resume of whenEnded.get(id) ?? []) {
        resume();
      }
      whenEnded.delete(id);
      if (running.size === 0) {
        const waiting = whenIdle;
        whenIdle = [];
        for (const resume of waiting) {
          resume();
        }
      }
    },
    cancel: (id) => {
      const cancel = running.get(id);
      cancel?.();
      return cancel !== undefined;
    },
    ended: (id) =>
      running.has(id)
        ? new Promise((resolve) => whenEnded.set(id, [...(whenEnded.get(id) ?? []), resolve]))
        : Promise.resolve(),
    cancelAll: async () => {
      for (const cancel of [...running.values()]) {
        cancel();
      }
      if (running.size > 0) {
        await new Promise<void>((resolve) => whenIdle.push(resolve));
      }
    },
  };
}
