/** Characters of one answer, and of all of them together. */
const longestBody = 40_000;
const allBodies = 400_000;
/** Characters of any other text: a base string can be as long as its request. */
const longestText = 200_000;

const cutMark = /… \(\d+ characters more are not in this file\)$/;

/** A text cut off where it is too long, with a word about it. */
export function bounded(text: string, longest: number = longestText): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest).toWellFormed()}… (${text.length - longest} characters more are not in this file)`;
}

/** What of a text was kept by {@link bounded}, and the word about the rest; `null` for a text that was not cut. */
export function partsOfCut(text: string): { kept: string; word: string } | null {
  const word = cutMark.exec(text)?.[0];
  return word === undefined ? null : { kept: text.slice(0, -word.length), word };
}

/** Cut for a member of a bundle that is a line or two. */
export function short(text: string): string {
  return bounded(text, 9_000);
}

/** Hands out room for bodies until it is used up. */
export function bodyRoom(): (text: string) => string {
  let left = allBodies;
  return (text) => {
    const kept = bounded(text, Math.min(longestBody, left));
    left = Math.max(0, left - text.length);
    return kept;
  };
}
