import Papa from 'papaparse';
import type { CsvField } from '../../../protocol/models/data/portability.ts';
import { partsOfKind } from '../../../protocol/models/vault/credential-parts.ts';
import type { CarriedCredential } from '../vault-file/content.ts';
import { detailFields } from './fields.ts';

/**
 * Credentials as a table, secrets in clear: UTF-8 with a mark, so that spreadsheets read it as such, CRLF (RFC 4180). What a
 * spreadsheet would compute gets an apostrophe in front, and so does what begins with apostrophes before such a sign; the import takes
 * one off again. `guarded` counts them.
 */
export function writeTable(credentials: readonly CarriedCredential[]): { csv: string; guarded: number } {
  const kinds = new Set(credentials.map(({ kind }) => kind));
  const own = [...new Set([...kinds].flatMap((kind) => partsOfKind[kind]))];
  const columns: CsvField[] = ['name', 'kind', 'allowedHosts', ...own, ...usedDetails(credentials)];
  let guarded = 0;
  const guard = (value: string): string => {
    if (!/^'*[=+\-@\t\r]/.test(value)) return value;
    guarded += 1;
    return `'${value}`;
  };
  const cellsOf = ({ name, kind, allowedHosts, parts, secrets, details }: CarriedCredential) =>
    columns.map((column) => {
      if (column === 'name') return guard(name);
      if (column === 'kind') return kind;
      if (column === 'allowedHosts') return guard(allowedHosts.join(' '));
      return guard({ ...parts, ...secrets, ...detailCells(details) }[column] ?? '');
    });
  const csv = Papa.unparse({ fields: columns, data: credentials.map(cellsOf) }, { newline: '\r\n' });
  return { csv: `\uFEFF${csv}\r\n`, guarded };
}

function detailCells({ environment, notes, tags, expiresAt, rotateEveryDays }: CarriedCredential['details']) {
  const cells: Partial<Record<CsvField, string>> = {
    environment: environment ?? '',
    notes,
    tags: tags.join('\n'),
    expiresAt: expiresAt === null ? '' : new Date(expiresAt).toISOString(),
    rotateEveryDays: rotateEveryDays === null ? '' : String(rotateEveryDays),
  };
  return cells;
}

/** Details any of them has. */
function usedDetails(credentials: readonly CarriedCredential[]): CsvField[] {
  const cells = credentials.map(({ details }) => detailCells(details));
  return detailFields.filter((field) => cells.some((one) => one[field] !== ''));
}
