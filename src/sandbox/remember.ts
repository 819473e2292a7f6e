const mostEntries = 1000;

/** Adds at the end and drops the oldest beyond the limit, so that no test run grows without end. */
export function remember<Value>(entries: Map<string, Value>, key: string, value: Value): void {
  entries.delete(key);
  entries.set(key, value);
  for (const oldest of entries.keys()) {
    if (entries.size <= mostEntries) return;
    entries.delete(oldest);
  }
}
