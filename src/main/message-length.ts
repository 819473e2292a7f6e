/** Characters of JSON a message takes, or `null` for one JSON cannot hold (a cycle, a bigint), which no process sends. */
export function messageLength(message: unknown): number | null {
  try {
    return JSON.stringify(message)?.length ?? 0;
  } catch {
    return null;
  }
}
