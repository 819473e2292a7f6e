import type { NonceLedger } from '../../ports.ts';
import type { Db } from '../db.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Kept on the disk: once `remember` returned `true`, no later start of the app gives the nonce again within 24 hours. */
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
