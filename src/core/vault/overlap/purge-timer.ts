import type { AppEvent } from '../../../protocol/events.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Credentials } from '../credentials/credentials.ts';

/** A computer that sleeps holds its timers: while an overlap lasts, it is looked this often at least, in milliseconds. */
const lookEveryMs = 60_000;

type PurgePorts = {
  credentials: Pick<Credentials, 'purgeEnded' | 'nextEnd'>;
  clock: Clock;
  log: Log;
  /** Calls `run` after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
  emit(event: AppEvent): void;
};

/** Purges previous secrets when their overlap ends, whether the vault is open or not. */
export type PurgeTimer = {
  /** Purges what is over and waits for the next end: at the start, and whenever overlaps changed. */
  look(): void;
  stop(): void;
};

export function createPurgeTimer({ credentials, clock, log, after, emit }: PurgePorts): PurgeTimer {
  let cancel = (): void => {};
  let isStopped = false;

  const look = (): void => {
    cancel();
    if (isStopped) return;
    try {
      const purged = credentials.purgeEnded();
      if (purged.length > 0) emit({ type: 'vault.changed' });
      wait();
    } catch (error) {
      log.error('previous secrets could not be purged', error);
      cancel = after(lookEveryMs, look);
    }
  };

  const wait = (): void => {
    const next = credentials.nextEnd();
    if (next === null) return;
    cancel = after(Math.min(lookEveryMs, Math.max(0, next - clock.now())), look);
  };

  return {
    look,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
