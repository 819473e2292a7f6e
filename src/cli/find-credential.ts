import { z } from 'zod';
import { type Credential, credentialSchema } from '../protocol/models/vault/vault.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { CommandLineCore } from './command-line.ts';

/** The credential of the vault with this name or id. Throws `not-found`. */
export async function findCredential(core: CommandLineCore, name: string): Promise<Credential> {
  const all = z.array(credentialSchema).parse(await core.call('credentials.list', {}));
  const found = all.find((one) => one.id === name || one.name === name);
  if (found === undefined) throw new ProblemError('not-found', { params: { what: 'credential', id: name } });
  return found;
}
