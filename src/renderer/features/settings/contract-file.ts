import type { ContractSummary } from '../../../protocol/models/contract.ts';

const longest = 63;

/** An id made from a title: lower case, digits and hyphens. `contract` where nothing of the title is left. */
export function suggestId(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'contract' : plain;
}

export type IdCheck = 'ok' | 'replaces' | 'built-in' | 'malformed';

/** Whether a contract may be imported under an id. An imported one of the same id is replaced; a built-in one never. */
export function checkId(id: string, contracts: readonly ContractSummary[]): IdCheck {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) return 'malformed';
  const known = contracts.find((contract) => contract.id === id);
  if (!known) return 'ok';
  return known.builtIn ? 'built-in' : 'replaces';
}

export type ExcerptLine = { number: number; text: string; wrong: boolean };

const widest = 160;

/** The line of a file that is wrong between its neighbours; empty when the file has no such line. */
export function excerpt(text: string, line: number | undefined): ExcerptLine[] {
  if (line === undefined) return [];
  const lines = text.split(/\r?\n/);
  if (line < 1 || line > lines.length) return [];
  const first = Math.max(1, line - 1);
  return lines.slice(first - 1, line + 1).map((content, index) => ({
    number: first + index,
    text: content.length > widest ? `${content.slice(0, widest)}…` : content,
    wrong: first + index === line,
  }));
}

/** A JSON pointer the way people read it: `paths › /users › get`. */
export function readablePath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');
}

/** Built-in contracts first, each group by title. */
export function sortContracts(contracts: readonly ContractSummary[]): ContractSummary[] {
  return [...contracts].sort((a, b) => Number(b.builtIn) - Number(a.builtIn) || a.title.localeCompare(b.title));
}
