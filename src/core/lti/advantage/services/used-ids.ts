/** Ids that may be used once: `jti` of assertions, `nonce` of messages. The oldest are forgotten beyond some thousands. */
export type UsedIds = {
  has(id: string): boolean;
  add(id: string): void;
};

const keptIds = 20_000;

export function createUsedIds(): UsedIds {
  const used = new Set<string>();
  return {
    has: (id) => used.has(id),
    add(id) {
      used.add(id);
      const [oldest] = used;
      if (used.size > keptIds && oldest !== undefined) used.delete(oldest);
    },
  };
}
