/**
 * Turns what a person typed into an FTS5 query: every word must occur, each as the beginning of a word. Words are quoted, so
 * no input is a syntax error or an operator. `null` when nothing in it can be searched for (empty, punctuation only).
 */
export function searchQuery(input: string): string | null {
  const words = input
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' AND ');
}
