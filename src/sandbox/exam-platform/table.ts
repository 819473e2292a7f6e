/** Rows of one kind, in memory; ids count up from 1 and are never used again until `clear`. */
export interface Table<Row extends { readonly id: number }> {
  add(make: (id: number) => Row): Row;
  /** By the id as it stands in a path or parameter. */
  find(id: string): Row | null;
  /** Puts a changed row in the place of the one with its id. */
  replace(row: Row): Row;
  remove(id: number): void;
  /** All in order of their ids. */
  all(): readonly Row[];
  clear(): void;
}

export function createTable<Row extends { readonly id: number }>(): Table<Row> {
  const rows = new Map<number, Row>();
  let lastId = 0;
  return {
    add(make) {
      lastId += 1;
      const row = make(lastId);
      rows.set(row.id, row);
      return row;
    },
    find: (id) => (/^[1-9]\d{0,8}$/.test(id) ? (rows.get(Number(id)) ?? null) : null),
    replace(row) {
      rows.set(row.id, row);
      return row;
    },
    remove: (id) => void rows.delete(id),
    all: () => [...rows.values()],
    clear() {
      rows.clear();
      lastId = 0;
    },
  };
}
