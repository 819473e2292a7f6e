/** Core refuses a passphrase shorter than this. */
export const shortestPassphrase = 12;

export type Strength = {
  level: 'empty' | 'short' | 'weak' | 'good' | 'strong';
  /** Characters still missing to the least that is accepted. */
  missing: number;
};

/** Bits a letter run adds: one that reads like a word is guessed as a word, from a list of some four thousand. */
function letterBits(run: string): number {
  const word = /[aeiouy]/i.test(run) && run.length >= 3;
  const spelled = effectiveLength(run) * (run === run.toLowerCase() ? 4.7 : 5.7);
  return word ? Math.min(spelled, 12) : spelled;
}

/** Length without the characters that only repeat or continue what stands before them (`aaa`, `1234`). */
function effectiveLength(text: string): number {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return codes.filter((code, index) => {
    const before = codes[index - 1];
    return before === undefined || Math.abs(code - before) > 1;
  }).length;
}

/** A rough guess at how many bits of guessing a passphrase costs: words by the list, anything else by the character. */
export function estimatedBits(passphrase: string): number {
  const runs = passphrase.match(/\p{L}+|\p{N}+|[^\p{L}\p{N}]+/gu) ?? [];
  const distinct = new Set(runs.map((run) => run.toLowerCase()));
  const bits = [...distinct].map((run) => {
    if (/^\p{L}/u.test(run)) return letterBits(runs.find((one) => one.toLowerCase() === run) ?? run);
    return effectiveLength(run) * (/^\p{N}/u.test(run) ? 3.3 : 4);
  });
  return bits.reduce((sum, one) => sum + one, 0);
}

/** How a passphrase is judged while it is typed. A hint: only the length is a rule. */
export function strengthOf(passphrase: string): Strength {
  const missing = Math.max(0, shortestPassphrase - passphrase.length);
  if (passphrase === '') return { level: 'empty', missing };
  if (missing > 0) return { level: 'short', missing };
  const bits = estimatedBits(passphrase);
  return { level: bits < 36 ? 'weak' : bits < 56 ? 'good' : 'strong', missing };
}
