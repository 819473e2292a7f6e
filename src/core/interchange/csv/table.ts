import Papa from 'papaparse';
import { z } from 'zod';
import { csvSeparatorSchema } from '../../../protocol/models/data/portability.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { fieldOfHeading } from './fields.ts';

type Separator = z.infer<typeof csvSeparatorSchema>;

/** A row with the line of the file it begins in, 1-based. */
export type TableRow = { line: number; cells: readonly string[] };
export type Table = { separator: Separator; rows: readonly TableRow[] };

export const mostRows = 2_000;
export const mostColumns = 200;
export const longestCell = 1_048_576;

const rowsSchema = z.array(z.array(z.string()));

/**
 * The rows of a table (RFC 4180, with any of the usual separators). Empty rows are left out.
 *
 * @param wished - separator; the one that makes most sense unless given
 * @throws ProblemError `csv.too-large` (`params`: `what`, `limit`), `csv.unreadable` for a quote that is not closed or nothing at all
 */
export function readTable(text: string, wished?: Separator): Table {
  // The reader's own choice prefers what has fewest gaps; headings we know are better evidence.
  const separator = wished ?? likelySeparator(text);
  const lines: number[] = [];
  const rows: string[][] = [];
  let broken: string | null = null;
  let line = 1;
  Papa.parse<unknown>(text, {
    delimiter: separator,
    skipEmptyLines: false,
    step: ({ data, errors }, parser) => {
      const cells = z.array(z.string()).catch([]).parse(data);
      const error = errors.find(({ type }) => type === 'Quotes');
      if (error !== undefined) broken ??= `line ${line}: ${error.message}`;
      if (cells.some((cell) => cell.trim() !== '')) {
        rows.push(cells);
        lines.push(line);
      }
      line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      if (rows.length > mostRows + 1) parser.abort();
    },
  });
  if (broken !== null) throw new ProblemError('csv.unreadable', { params: { reason: broken } });
  if (rows.length === 0) throw new ProblemError('csv.unreadable', { params: { reason: 'there is nothing in it' } });
  refuseLarge(rows);
  return { separator, rows: rowsSchema.parse(rows).map((cells, index) => ({ line: lines[index] ?? 0, cells })) };
}

function refuseLarge(rows: readonly (readonly string[])[]): void {
  const tooLarge = (what: string, limit: number) => new ProblemError('csv.too-large', { params: { what, limit } });
  if (rows.length > mostRows + 1) throw tooLarge('rows', mostRows);
  if (rows.some((cells) => cells.length > mostColumns)) throw tooLarge('columns', mostColumns);
  if (rows.some((cells) => cells.some((cell) => cell.length > longestCell))) {
    throw tooLarge('characters in one cell', longestCell);
  }
}

/** By the headings it brings out in the first row, then by how many columns. */
function likelySeparator(text: string): Separator {
  const first = text.slice(0, 20_000);
  const candidates = csvSeparatorSchema.options.map((separator) => {
    const [cells = []] = rowsSchema.catch([]).parse(Papa.parse(first, { delimiter: separator, preview: 1 }).data);
    const known = cells.filter((cell) => fieldOfHeading(cell) !== null).length;
    return { separator, known, columns: cells.length };
  });
  const [best] = candidates.toSorted((a, b) => b.known - a.known || b.columns - a.columns);
  return best?.separator ?? ',';
}
