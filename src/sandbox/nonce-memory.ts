/** Remembers which nonces were seen, for a given time and up to a given number. */
export interface NonceMemory {
  /** True when the nonce is new; it is remembered from then on. `now` in milliseconds since the epoch. */
  accept(nonce: string, now: number): boolean;
  forget(): void;
}

/** Nonces are forgotten after `lifetimeMs`, or earlier, oldest first, once there are more than `maximum`. */
export function createNonceMemory(lifetimeMs: number, maximum = 100_000): NonceMemory {
  const seen = new Map<string, number>();

  function prune(now: number): void {
    for (const [nonce, at] of seen) {
      if (seen.size <= maximum && now - at <= lifetimeMs) return;
      seen.delete(nonce);
    }
  }

  return {
    accept(nonce, now) {
      prune(now);
      if (seen.has(nonce)) return false;
      seen.set(nonce, now);
      return true;
    },
    forget() {
      seen.clear();
    },
  };
}
