import type { Contract, ContractError, ContractSummary } from '../../protocol/models/contract.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { contractProblem, errorLine, type LoadedContract, type ParsedContract, parseContract } from './load.ts';

/** A contract file as it is kept: the id it is known by and its text. */
export type StoredContract = { id: string; text: string /** Its Arazzo file. */; flows?: string | null };

/** Where contracts come from. Both are asked on every call, so that an imported contract is there at once. */
export type ContractSources = {
  builtIn(): Promise<readonly StoredContract[]>;
  userContracts(): Promise<readonly StoredContract[]>;
};

export interface ContractLibrary {
  /** Built-in contracts first, then the user's; one that can no longer be read is listed with the reason as its description. */
  list(): Promise<ContractSummary[]>;
  /** Throws `not-found`, or what {@link parseContract} found when the file cannot be used. */
  get(id: string): Promise<LoadedContract>;
  /** The Arazzo file of a contract; `undefined` when it has none. Throws `not-found`. */
  flowsText(id: string): Promise<string | undefined>;
}

/** All contracts, each parsed once per text. A built-in keeps its id: a user's contract of the same id is not seen. */
export function createContractLibrary(sources: ContractSources): ContractLibrary {
  const parsed = new Map<string, { text: string; result: ParsedContract }>();

  const parse = (stored: StoredContract, builtIn: boolean): ParsedContract => {
    const key = `${builtIn ? 'built-in' : 'user'} ${stored.id}`;
    const known = parsed.get(key);
    if (known?.text === stored.text) return known.result;
    const result = parseContract({ ...stored, builtIn });
    parsed.set(key, { text: stored.text, result });
    return result;
  };

  const all = async () => {
    const builtIn = await sources.builtIn();
    const taken = new Set(builtIn.map(({ id }) => id));
    const own = (await sources.userContracts()).filter(({ id }) => !taken.has(id));
    return [
      ...builtIn.map((stored) => ({ stored, builtIn: true })),
      ...own.map((stored) => ({ stored, builtIn: false })),
    ];
  };

  const find = async (id: string) => {
    const found = (await all()).find(({ stored }) => stored.id === id);
    if (found === undefined) throw new ProblemError('not-found', { params: { what: 'contract', id } });
    return found;
  };

  return {
    async list() {
      return (await all()).map(({ stored, builtIn }) => summaryOf(stored.id, builtIn, parse(stored, builtIn)));
    },
    flowsText: async (id) => (await find(id)).stored.flows ?? undefined,
    async get(id) {
      const found = await find(id);
      const result = parse(found.stored, found.builtIn);
      if (!result.ok) throw contractProblem(id, result);
      return result.loaded;
    },
  };
}

function summaryOf(id: string, builtIn: boolean, result: ParsedContract): ContractSummary {
  if (result.ok) return result.loaded.contract.summary;
  const description = result.errors.slice(0, 3).map(errorLine).join('\n');
  return {
    id,
    title: id,
    version: '',
    description,
    builtIn,
    operationCount: 0,
    servers: [],
    credentialKind: 'none',
    credentialKinds: [],
  };
}

export type ContractCheck =
  | { ok: true; contract: Contract; warnings: ContractError[] }
  | { ok: false; errors: ContractError[] };

/** What a file holds, or where it is wrong, without keeping it. */
export function checkContract(text: string): ContractCheck {
  const result = parseContract({ id: 'unsaved', text, builtIn: false });
  return result.ok
    ? { ok: true, contract: result.loaded.contract, warnings: result.loaded.warnings }
    : { ok: false, errors: result.errors };
}
