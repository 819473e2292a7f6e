/** Keeps what changes, now and then: the newest of it, and again what could not be kept. */
export type Keeper<T> = {
  change(value: T): void;
  /** Whether there is something that is not kept, nor on its way. */
  isWaiting(): boolean;
  /** Sends what waits. Never rejects. */
  flush(): Promise<void>;
};

export function createKeeper<T>(send: (value: T) => Promise<unknown>): Keeper<T> {
  let waiting: { value: T } | null = null;
  let newest: { value: T } | null = null;
  return {
    change(value) {
      waiting = { value };
    },
    isWaiting: () => waiting !== null,
    async flush() {
      const sent = waiting;
      if (sent === null) return;
      waiting = null;
      newest = sent;
      try {
        await send(sent.value);
      } catch {
        if (newest === sent) waiting ??= sent;
      }
    },
  };
}
