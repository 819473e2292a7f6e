import { test } from 'vitest';
import type { RowId } from './rows.ts';

/** The one test of a row: it produces the failure and finds it named by the doctor. `title`: what is produced. */
export function row(id: RowId, title: string, produce: () => Promise<void>): void {
  test(`${id} ${title}`, produce);
}
