import type { Db } from '../db.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The nonces of the last 24 hours: ProctorExam refuses one it has seen within that time. */
export type NonceLedger = {
  /**
   * Takes `nonce` (a safe integer) at `atMs` (epoch milliseconds). `false` when it was taken within the 24 hours before:
   * draw another. Once `true` is returned, no later start of the app gives the nonce again within that time.
   */
  remember(nonce: number, atMs: number): boolean;
};

export function createNonceLedger({ build, run, transaction }: Db): NonceLedger {
  return {
    remember: (nonce, atMs) => {
      if (!Number.isSafeInteger(nonce)) throw new RangeError('a nonce is a safe integer');
      return transaction(() => {
        run(build.deleteFrom('nonces').where('at', '<', atMs - dayMs));
        return (
          run(
            build
              .insertInto('nonces')
              .values({ nonce, at: atMs })
              .onConflict((c) => c.doNothing()),
          ) === 1
        );
      });
    },
  };
}
