import type { AppEvent } from '../../../protocol/events.ts';
import type {
  CsvPreview,
  CsvSettings,
  TransferChoice,
  TransferPreview,
  TransferResult,
} from '../../../protocol/models/data/portability.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock, Random } from '../../ports.ts';
import { newId } from '../../vault/new-id.ts';
import type { Vault } from '../../vault/vault.ts';
import { carriedBy, previewOf, readTableFile, type TableFile, withRowProblems } from '../csv/preview.ts';
import { type Carried, readCarried, readConnectionFile } from '../vault-file/content.ts';
import { vaultFileFormat } from '../vault-file/header.ts';
import { openVaultFile, readVaultFile } from '../vault-file/vault-file.ts';
import { apply } from './apply.ts';
import { type ComparePorts, compare } from './compare.ts';
import type { ApplyPorts, Ledger } from './ledger.ts';
import { undoImport } from './undo.ts';

/** How long a file that was opened waits for its import, in milliseconds: secrets of it are in memory meanwhile. */
const waitsFor = 15 * 60_000;

/** Files on their way in. One is open at a time; it is forgotten once imported, closed, after 15 minutes and when the vault locks. */
export type Imports = {
  inspect(text: string): { encrypted: boolean; origin: TransferPreview['origin'] };
  open(text: string, passphrase: string | null): Promise<TransferPreview>;
  apply(session: string, choices: readonly TransferChoice[]): Promise<TransferResult>;
  openCsv(file: TableFile): Promise<CsvPreview>;
  previewCsv(session: string, settings: CsvSettings): Promise<CsvPreview>;
  applyCsv(session: string, settings: CsvSettings, choices: readonly TransferChoice[]): Promise<TransferResult>;
  undo(): void;
  close(): void;
};

export type ImportPorts = ApplyPorts &
  Pick<ComparePorts, 'contracts'> & {
    vault: Pick<Vault, 'isUnlocked' | 'onChange'>;
    clock: Clock;
    random: Random;
    emit(event: AppEvent): void;
  };

type Content = { kind: 'file'; carried: Carried } | { kind: 'table'; file: TableFile };
type Session = { id: string; openedAt: number } & Content;

export function createImports(ports: ImportPorts): Imports {
  const { vault, clock, random, emit } = ports;
  let session: Session | null = null;
  let latest: Ledger | null = null;
  let closings = 0;

  const forget = (): void => {
    if (session?.kind === 'table') session.file.bytes.fill(0);
    session = null;
  };
  const close = (): void => {
    closings += 1;
    forget();
  };
  vault.onChange(() => {
    if (vault.isUnlocked()) return;
    close();
    latest = null;
  });

  const find = <K extends Session['kind']>(id: string, kind: K): Extract<Session, { kind: K }> => {
    if (session !== null && clock.now() - session.openedAt > waitsFor) forget();
    if (session === null || session.id !== id || !isOfKind(session, kind)) throw new ProblemError('transfer.gone');
    return session;
  };
  /** @param asOf - closings when its opening began: closed or locked meanwhile, nothing would close it after that */
  const keep = (content: Content, asOf: number): string => {
    if (closings !== asOf) {
      if (content.kind === 'table') content.file.bytes.fill(0);
      throw new ProblemError('transfer.gone');
    }
    forget();
    session = { ...content, id: newId(random), openedAt: clock.now() };
    return session.id;
  };
  const finish = (ledger: Ledger): TransferResult => {
    forget();
    latest = ledger;
    changed(ledger, emit);
    const { added, replaced } = ledger;
    return { added, replaced, skipped: 0 };
  };
  const tableOf = async (file: TableFile, settings: CsvSettings) => {
    const table = readTableFile(file, settings);
    return { table, comparison: withRowProblems(await compare(carriedBy(table), ports), table) };
  };

  return {
    inspect(text) {
      if (!isVaultFile(text)) {
        readConnectionFile(text);
        return { encrypted: false, origin: null };
      }
      const { header } = readVaultFile(text);
      return { encrypted: true, origin: { writtenBy: header.writtenBy, writtenAt: header.writtenAt } };
    },
    async open(text, passphrase) {
      const asOf = closings;
      if (!isVaultFile(text)) {
        const carried = readConnectionFile(text);
        const { entries } = await compare(carried, ports);
        return { session: keep({ kind: 'file', carried }, asOf), origin: null, entries };
      }
      const file = readVaultFile(text);
      const bytes = await openVaultFile(file, passphrase ?? '');
      const carried = readCarried(bytes);
      bytes.fill(0);
      const { entries } = await compare(carried, ports);
      const { writtenBy, writtenAt } = file.header;
      return { session: keep({ kind: 'file', carried }, asOf), origin: { writtenBy, writtenAt }, entries };
    },
    async apply(id, choices) {
      const { carried } = find(id, 'file');
      const comparison = await compare(carried, ports);
      const ledger = await apply(carried, comparison, choices, ports);
      return { ...finish(ledger), skipped: skippedOf(comparison.entries.length, ledger) };
    },
    async openCsv(file) {
      const asOf = closings;
      const { table, comparison } = await tableOf(file, {});
      return previewOf(keep({ kind: 'table', file }, asOf), table, comparison);
    },
    async previewCsv(id, settings) {
      const { file } = find(id, 'table');
      const { table, comparison } = await tableOf(file, settings);
      return previewOf(id, table, comparison);
    },
    async applyCsv(id, settings, choices) {
      const { file } = find(id, 'table');
      const { table, comparison } = await tableOf(file, settings);
      const ledger = await apply(carriedBy(table), comparison, choices, ports);
      return { ...finish(ledger), skipped: skippedOf(comparison.entries.length, ledger) };
    },
    undo() {
      if (latest === null) throw new ProblemError('transfer.gone');
      undoImport(latest, ports);
      const undone = latest;
      latest = null;
      changed(undone, emit);
    },
    close,
  };
}

/** By how it begins: all a reader needs to tell them apart. */
function isVaultFile(text: string): boolean {
  return text.slice(0, 200).includes(`"${vaultFileFormat}"`);
}

function isOfKind<K extends Session['kind']>(session: Session, kind: K): session is Extract<Session, { kind: K }> {
  return session.kind === kind;
}

function skippedOf(entries: number, { added, replaced }: Ledger): number {
  return entries - added.length - replaced.length;
}

function changed({ added, replaced }: Ledger, emit: (event: AppEvent) => void): void {
  const kinds = new Set([...added, ...replaced].map(({ what }) => what));
  if (kinds.has('contract')) emit({ type: 'contracts.changed' });
  if (kinds.has('credential')) emit({ type: 'vault.changed' });
  if (kinds.has('connection')) emit({ type: 'connections.changed' });
}
