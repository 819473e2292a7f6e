import type { Contract, ContractSummary } from '../../../protocol/models/contract.ts';
import type { TransferAction, TransferEntry } from '../../../protocol/models/data/portability.ts';
import { type Problem, ProblemError } from '../../../protocol/problem.ts';
import { contractProblem, parseContract } from '../../contracts/load.ts';
import { refuseSecretsIn } from '../../contracts/secret-fields.ts';
import { flowsProblem, parseFlows } from '../../flows/arazzo/load.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { Credentials, OpenCredential } from '../../vault/credentials/credentials.ts';
import { materialOf } from '../../vault/credentials/review.ts';
import type { Carried, CarriedConnection, CarriedContract, CarriedCredential } from '../vault-file/content.ts';
import { isSame, type ReadyCredential, readyCredential } from './draft.ts';

export type ComparePorts = {
  storage: Pick<Storage, 'connections' | 'userContracts'>;
  credentials: Pick<Credentials, 'list' | 'open'>;
  contracts: { list(): Promise<ContractSummary[]>; get(id: string): Promise<{ contract: Contract }> };
};

/** A contract of the file that can be used here. */
export type ReadyContract = { carried: CarriedContract; contract: Contract };

/** A file's content beside what is here. */
export type Comparison = {
  entries: TransferEntry[];
  credentials: ReadonlyMap<string, Extract<ReadyCredential, { ok: true }>>;
  contracts: ReadonlyMap<string, ReadyContract>;
};

type Stored = ReturnType<Credentials['list']>[number];
type Match = TransferEntry['matches'][number];

/** Compares without changing anything. Throws `vault.locked` when there are credentials on both sides and the vault is closed. */
export async function compare(carried: Carried, ports: ComparePorts): Promise<Comparison> {
  const here = carried.credentials.length === 0 ? [] : openAll(ports.credentials);
  const ready = carried.credentials.map((one) => ({ one, ready: readyCredential(one) }));
  const summaries = await ports.contracts.list();
  const contracts = carried.contracts.map((one) => ({ one, parsed: readContract(one) }));
  const usable = new Map(
    contracts.flatMap(({ one, parsed }) =>
      parsed.ok ? [[one.ref, { carried: one, contract: parsed.contract }] as const] : [],
    ),
  );
  const connections: TransferEntry[] = [];
  for (const one of carried.connections) connections.push(await connectionEntry(one, [...usable.values()], ports));
  return {
    entries: [
      ...contracts.map(({ one, parsed }) => contractEntry(one, parsed, summaries, ports)),
      ...ready.map(({ one, ready }) => credentialEntry(one, ready, here)),
      ...connections,
    ],
    credentials: new Map(ready.flatMap(({ one, ready }) => (ready.ok ? [[one.ref, ready] as const] : []))),
    contracts: usable,
  };
}

type Here = { stored: Stored; open: OpenCredential | null; material: string[] };

function openAll(credentials: ComparePorts['credentials']): Here[] {
  return credentials.list().map((stored) => {
    try {
      const open = credentials.open(stored.id);
      return { stored, open, material: materialOf(stored, open) };
    } catch (error) {
      // What was tampered with is matched by its name alone.
      if (error instanceof ProblemError && error.problem.code === 'vault.tampered') {
        return { stored, open: null, material: [] };
      }
      throw error;
    }
  });
}

function credentialEntry(carried: CarriedCredential, ready: ReadyCredential, here: readonly Here[]): TransferEntry {
  const { ref, kind, name, allowedHosts } = carried;
  const common = { ref, what: 'credential' as const, name, kind, about: allowedHosts.join(', '), wants: null };
  if (!ready.ok) return { ...common, state: 'new', matches: [], actions: ['skip'], problem: ready.problem };
  const matches = here.flatMap(({ stored, material }): Match[] => {
    const by: Match['by'] = [];
    if (stored.name === name) by.push('name');
    if (material.some((mark) => ready.material.includes(mark))) by.push('key');
    return by.length === 0 ? [] : [{ id: stored.id, name: stored.name, by, replaceable: stored.kind === kind }];
  });
  const same = here.find(({ stored, open }) => open !== null && isSame(ready, stored, open));
  const ordered = same === undefined ? byLikeness(matches) : byLikeness(matches, same.stored.id);
  return { ...common, problem: null, ...verdictOn(ordered, same !== undefined) };
}

/** The most alike first: what is the same, then name and key, then one of them. */
function byLikeness(matches: readonly Match[], sameId?: string): Match[] {
  const rank = ({ id, by }: Match) => (id === sameId ? 3 : by.length);
  return matches.toSorted((a, b) => rank(b) - rank(a));
}

function verdictOn(matches: Match[], isSameAsOne: boolean): Pick<TransferEntry, 'state' | 'matches' | 'actions'> {
  if (matches.length === 0) return { state: 'new', matches, actions: ['add', 'skip'] };
  if (isSameAsOne) return { state: 'same', matches, actions: ['skip', 'keep-both'] };
  const replace: TransferAction[] = matches.some(({ replaceable }) => replaceable) ? ['replace'] : [];
  return { state: 'clash', matches, actions: ['skip', ...replace, 'keep-both'] };
}

async function connectionEntry(
  carried: CarriedConnection,
  fromFile: readonly ReadyContract[],
  { storage, contracts }: ComparePorts,
): Promise<TransferEntry> {
  const { ref, name, baseUrl, environment, variables, notes, contract, credential, wants } = carried;
  const common = { ref, what: 'connection' as const, name, kind: null, about: baseUrl };
  const problem = await connectionProblem(carried, fromFile, contracts);
  const own = { ...common, wants: credential === null && wants !== null ? { ...wants, environment } : null };
  if (problem !== null) return { ...own, state: 'new', matches: [], actions: ['skip'], problem };
  const alike = storage.connections.list().filter((one) => one.name === name);
  const facts = JSON.stringify([contract, baseUrl, environment, Object.entries(variables).sort(), notes]);
  const same = alike.find(
    (one) =>
      JSON.stringify([
        one.contractId,
        one.baseUrl,
        one.environment,
        Object.entries(one.variables).sort(),
        one.notes,
      ]) === facts,
  );
  const matches = alike.map(({ id }): Match => ({ id, name, by: ['name'], replaceable: true }));
  return { ...own, problem: null, ...verdictOn(byLikeness(matches, same?.id), same !== undefined) };
}

async function connectionProblem(
  { name, contract: contractId, baseUrl, environment, variables, notes }: CarriedConnection,
  fromFile: readonly ReadyContract[],
  contracts: ComparePorts['contracts'],
): Promise<Problem | null> {
  try {
    const carried = fromFile.find(({ carried }) => carried.id === contractId)?.contract;
    const contract = carried ?? (await contracts.get(contractId)).contract;
    refuseSecretsIn({ name, contractId, baseUrl, environment, variables, notes, credentialId: null }, contract);
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

type Parsed = { ok: true; contract: Contract } | { ok: false; problem: Problem };

/** By the rules every imported contract is read by. */
function readContract({ id, openapi, arazzo }: CarriedContract): Parsed {
  const parsed = parseContract({ id, text: openapi, builtIn: false });
  if (!parsed.ok) return { ok: false, problem: contractProblem(id, parsed).problem };
  const { contract } = parsed.loaded;
  if (arazzo === null) return { ok: true, contract };
  const flows = parseFlows(arazzo, contract);
  return flows.ok ? { ok: true, contract } : { ok: false, problem: flowsProblem(id, flows.errors).problem };
}

function contractEntry(
  { ref, id, openapi, arazzo }: CarriedContract,
  parsed: Parsed,
  summaries: readonly ContractSummary[],
  { storage }: ComparePorts,
): TransferEntry {
  const about = parsed.ok ? parsed.contract.summary.title : '';
  const common = { ref, what: 'contract' as const, name: id, kind: null, about, wants: null };
  const here = summaries.find((one) => one.id === id);
  const matches: Match[] = here === undefined ? [] : [{ id, name: id, by: ['name'], replaceable: !here.builtIn }];
  if (!parsed.ok) return { ...common, state: 'new', matches, actions: ['skip'], problem: parsed.problem };
  const stored = storage.userContracts.get(id);
  const isSameText = here?.builtIn === false && stored?.text === openapi && stored.flows === arazzo;
  const verdict = verdictOn(matches, isSameText);
  return { ...common, problem: null, ...verdict, actions: isSameText ? ['skip'] : verdict.actions };
}
