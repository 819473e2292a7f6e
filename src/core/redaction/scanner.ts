import { type Pattern, shortestSearched } from './patterns.ts';
import { escapeStarters, longestReading, readingsAt } from './readings.ts';

/** A half-open stretch of text that must not be shown. */
export type Range = { start: number; end: number };

type Node = { next: Map<number, Node>; end: 'none' | 'plain' | 'widen' };

const ascii = 128;
const base64Character = /[A-Za-z0-9+/_-]/;
const backslash = 0x5c;
const longestRun = 64;

/**
 * Finds every occurrence of any pattern, in every spelling {@link readingsAt} knows, in one pass. Patterns share a trie;
 * a table of possible first two characters dismisses nearly all positions of ordinary text at once. No regular
 * expressions are built from secrets, so no secret can make the search slow.
 */
export class SecretScanner {
  readonly #root: Node = { next: new Map(), end: 'none' };
  /** Whether a code unit can begin a match. */
  readonly #starts = new Uint8Array(0x10000);
  /** Whether an ASCII pair can begin a match: `pairs[first * 128 + second]`. */
  readonly #pairs = new Uint8Array(ascii * ascii);
  /** No spelling of any pattern is longer, masked neighbours included. */
  readonly longestMatch: number;

  constructor(patterns: readonly Pattern[]) {
    let longest = 0;
    for (const { text, widen } of patterns) {
      const codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0);
      longest = Math.max(longest, codePoints.length);
      this.#insert(codePoints, widen);
      this.#allow(codePoints);
    }
    this.longestMatch = longest * longestReading + 2;
  }

  /**
   * The stretches to hide, merged where they overlap, in order. With `cut`, the text was cut off at its end: a pattern that
   * has begun there counts as found once {@link shortestSearched} of its characters are read.
   */
  find(text: string, cut = false): Range[] {
    const ranges: Range[] = [];
    if (this.#root.next.size === 0) return ranges;
    const starts = this.#starts;
    const pairs = this.#pairs;
    const last = text.length - 1;
    let code = text.charCodeAt(0);
    for (let position = 0; position < last; position += 1) {
      const following = text.charCodeAt(position + 1);
      const possible =
        starts[code] === 1 && (code >= ascii || following >= ascii || pairs[code * ascii + following] === 1);
      code = following;
      if (!possible) continue;
      const range = this.#matchAt(text, position, cut);
      if (range !== null) append(ranges, range);
    }
    return ranges;
  }

  #insert(codePoints: readonly number[], widen: boolean): void {
    let node = this.#root;
    for (const codePoint of codePoints) {
      const known = node.next.get(codePoint);
      const next: Node = known ?? { next: new Map(), end: 'none' };
      if (known === undefined) node.next.set(codePoint, next);
      node = next;
    }
    if (node.end !== 'widen') node.end = widen ? 'widen' : 'plain';
  }

  #allow([first = 0, second = 0]: readonly number[]): void {
    for (const start of [first, ...escapeStarters]) {
      this.#starts[String.fromCodePoint(start).charCodeAt(0)] = 1;
      if (start >= ascii) continue;
      // After the beginning of an escape anything may follow.
      if (escapeStarters.includes(start)) this.#pairs.fill(1, start * ascii, (start + 1) * ascii);
      for (const follow of [second, ...escapeStarters]) {
        if (follow < ascii) this.#pairs[start * ascii + follow] = 1;
      }
    }
  }

  /** The longest match that begins at `start`. */
  #matchAt(text: string, start: number, cut: boolean): Range | null {
    let best: { end: number; widen: boolean } | null = null;
    const visited = new Map<Node, Set<number>>();
    const pending: { node: Node; position: number; read: number }[] = [{ node: this.#root, position: start, read: 0 }];
    for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
      const { node, position, read } = state;
      const begun = cut && position >= text.length && read >= shortestSearched;
      if ((node.end !== 'none' || begun) && (best === null || position > best.end)) {
        best = { end: position, widen: node.end === 'widen' };
      }
      if (node.next.size === 0) continue;
      for (const { codePoint, length } of readingsAt(text, position)) {
        const next = node.next.get(codePoint);
        if (next === undefined || !firstVisit(visited, next, position + length)) continue;
        pending.push({ node: next, position: position + length, read: read + 1 });
      }
    }
    return best === null ? null : widened(text, start, best);
  }
}

/** Different spellings may lead to the same place; going on from there once is enough and keeps the work linear. */
function firstVisit(visited: Map<Node, Set<number>>, node: Node, position: number): boolean {
  const positions = visited.get(node);
  if (positions === undefined) {
    visited.set(node, new Set([position]));
    return true;
  }
  if (positions.has(position)) return false;
  positions.add(position);
  return true;
}

function widened(text: string, start: number, { end, widen }: { end: number; widen: boolean }): Range {
  if (widen) {
    return {
      start: base64Character.test(text[start - 1] ?? '') ? start - 1 : start,
      end: base64Character.test(text[end] ?? '') ? end + 1 : end,
    };
  }
  // A match on the letter of an escape such as \n would leave its backslash behind and break the document.
  let slashes = 0;
  while (slashes < longestRun && text.charCodeAt(start - 1 - slashes) === backslash) slashes += 1;
  return { start: slashes % 2 === 1 ? start - 1 : start, end };
}

function append(ranges: Range[], range: Range): void {
  for (let last = ranges.at(-1); last !== undefined && range.start < last.end; last = ranges.at(-1)) {
    if (range.start >= last.start) {
      last.end = Math.max(last.end, range.end);
      return;
    }
    ranges.pop();
    range.end = Math.max(last.end, range.end);
  }
  ranges.push(range);
}
