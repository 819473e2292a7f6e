import { z } from 'zod';

const valueSchema = z.union([z.string(), z.number(), z.null(), z.strictObject({ bytes: z.base64() })]);
const contentSchema = z.record(z.string(), valueSchema);

export type Row = Readonly<Record<string, unknown>>;
export type StoredValue = string | number | null | Uint8Array;

/** A row as JSON: BLOBs as `{ "bytes": base64 }`. */
export function writeRow(row: Row): string {
  const content = Object.entries(row).map(([column, value]) => [
    column,
    value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value,
  ]);
  return JSON.stringify(Object.fromEntries(content));
}

/** What {@link writeRow} was given. Throws for anything else. */
export function readRow(content: string): Record<string, StoredValue> {
  const parsed = contentSchema.parse(JSON.parse(content));
  return Object.fromEntries(
    Object.entries(parsed).map(([column, value]) => [
      column,
      typeof value === 'object' && value !== null ? Buffer.from(value.bytes, 'base64') : value,
    ]),
  );
}
