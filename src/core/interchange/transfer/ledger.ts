import type { Connection } from '../../../protocol/models/connection.ts';
import type { TransferChoice, TransferEntry, TransferResult } from '../../../protocol/models/data/portability.ts';
import type { CredentialDraft } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock, Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { Credentials } from '../../vault/credentials/credentials.ts';

export type ApplyPorts = {
  storage: Pick<
    Storage,
    'connections' | 'formDrafts' | 'userContracts' | 'credentials' | 'secretAccess' | 'transaction'
  >;
  credentials: Credentials;
  clock: Clock;
  random: Random;
  actor: 'window' | 'cli';
  /** Name of the user of the operating system. */
  user: string;
};

/** One thing of the file and what is to be done with it. */
export type Decided = { entry: TransferEntry; choice: TransferChoice };

export type Touched = TransferResult['added'][number];

/** What an import has done, and what things were before. */
export type Ledger = {
  added: Touched[];
  replaced: Touched[];
  before: {
    /** `version` as the import left it. */
    credentials: { id: string; version: number; draft: CredentialDraft }[];
    connections: { connection: Connection; updatedAt: number }[];
    contracts: { id: string; text: string; flows: string | null; updatedAt: number }[];
  };
};

export function emptyLedger(): Ledger {
  return { added: [], replaced: [], before: { credentials: [], connections: [], contracts: [] } };
}

/** Id of what is replaced. Throws `transfer.not-possible` when it is none of the matches. */
export function replacedId({ name, matches }: TransferEntry, { targetId }: TransferChoice): string {
  const target = matches.find(({ id, replaceable }) => replaceable && (targetId === undefined || id === targetId));
  if (target === undefined) throw notPossible(name, 'what it would replace is not among those it resembles');
  return target.id;
}

export function notPossible(name: string, reason: string): ProblemError {
  return new ProblemError('transfer.not-possible', { params: { name, reason } });
}
