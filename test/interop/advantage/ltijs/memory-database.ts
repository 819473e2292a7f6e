import type { DatabasePlugin, Query, Stored } from 'ltijs';

/** The database of ltijs, in memory. Nothing is encrypted: it ends with the test. */
export function memoryDatabase(): DatabasePlugin {
  const collections = new Map<string, Stored[]>();
  const all = (name: string): Stored[] => collections.get(name) ?? [];
  const fits =
    (query: Query) =>
    (item: Stored): boolean =>
      Object.entries(query).every(([name, value]) => item[name] === value);
  const add = (name: string, item: Stored): void => void collections.set(name, [...all(name), item]);
  const remove = (name: string, query: Query): void =>
    void collections.set(
      name,
      all(name).filter((item) => !fits(query)(item)),
    );
  return {
    setup: async () => true,
    // biome-ignore lint/correctness/noComponentHookFactories: ltijs wants this name
    Close: async () => true,
    async Get(_key, name, query = {}) {
      const found = all(name).filter(fits(query));
      return found.length > 0 && found;
    },
    async Insert(_key, name, item, index = {}) {
      add(name, { ...index, ...item, createdAt: Date.now() });
      return true;
    },
    async Replace(_key, name, query, item, index = {}) {
      remove(name, query);
      add(name, { ...index, ...item, createdAt: Date.now() });
      return true;
    },
    async Modify(_key, name, query, modification) {
      for (const item of all(name).filter(fits(query))) Object.assign(item, modification);
      return true;
    },
    async Delete(name, query) {
      remove(name, query);
      return true;
    },
  };
}
