import { signingCommands } from '../../protocol/commands/signing.ts';
import type { CoreContext } from '../context.ts';
import { verifyAndExplain } from '../diagnosis/verify.ts';
import { createMemoryNonceLedger, createNonceSource, sign } from '../signing/index.ts';
import { bind } from './bind.ts';

/** Signing with key material from outside the vault: it must work without a data folder, so nonces are random only. */
export function signingHandlers({ clock, random }: CoreContext) {
  const nonces = createNonceSource(random, createMemoryNonceLedger());
  return {
    'signing.sign': bind(signingCommands['signing.sign'], (input) => sign(input, { clock, random, nonces })),
    'signing.verify': bind(signingCommands['signing.verify'], (input) => verifyAndExplain(input, { clock })),
  };
}
