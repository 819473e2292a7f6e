import type { LaunchStage } from '../ports.ts';

/** Without anything new for this long after it has answered, a page has come to rest. Scripts that wait longer go unseen. */
const quietMs = 1_500;
/** A launch that is not at rest by then is judged as it stands. */
const limitMs = 45_000;

export type Times = { quietMs: number; limitMs: number };

/**
 * Resolves when the launch of an exchange has come to rest: it has ended, by `ended`, and its page has done nothing since for a
 * while; when time is over, or `signal` is aborted. Call before the launch begins to be seen.
 */
export async function whenSettled(
  stage: LaunchStage,
  exchangeId: string,
  ended: Promise<void>,
  signal: AbortSignal,
  times: Times = { quietMs, limitMs },
): Promise<'settled' | 'timed-out' | 'cancelled'> {
  return new Promise((resolve) => {
    let hasEnded = false;
    let quiet: NodeJS.Timeout | undefined;
    const finish = (how: 'settled' | 'timed-out' | 'cancelled') => {
      clearTimeout(quiet);
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
      unsubscribe();
      resolve(how);
    };
    const onAbort = () => finish('cancelled');
    const restart = () => {
      clearTimeout(quiet);
      if (hasEnded) quiet = setTimeout(() => finish('settled'), times.quietMs);
    };
    const limit = setTimeout(() => finish('timed-out'), times.limitMs);
    const unsubscribe = stage.onEvent((event) => {
      if (event.exchangeId !== exchangeId) return;
      if (event.type === 'hop' || event.type === 'settled') restart();
    });
    if (signal.aborted) return finish('cancelled');
    signal.addEventListener('abort', onAbort);
    ended.then(() => {
      hasEnded = true;
      restart();
    });
  });
}
