import { createContext, Script } from 'node:vm';

const MAX_PATTERN = 1000;
const MAX_INPUT = 20_000;
const TIMEOUT_MS = 100;

/** What a pattern from a contract says of a text. `too-slow` when the pattern ran into the time limit or the text is too long to try. */
export type PatternMatch =
  | { outcome: 'match'; groups: Readonly<Record<string, string>> }
  | { outcome: 'no-match' }
  | { outcome: 'too-slow' };

export type BoundedPattern = { source: string; match(text: string): PatternMatch };

const sandbox = createContext({ source: '', text: '' });
const matchScript = new Script(
  '(() => { const m = new RegExp(source, "u").exec(text); return m === null ? "" : JSON.stringify(m.groups ?? {}); })()',
);

/**
 * A regular expression (ECMA-262, `u` flag) from a file that is not trusted: a pattern made to backtrack for hours is stopped after 100 ms,
 * which only a run in a `vm` context can do. Patterns that are linear by their form skip that and run at full speed.
 * Returns the reason in words when the pattern cannot be used.
 */
export function boundedPattern(source: string): BoundedPattern | { refused: string } {
  if (source.length > MAX_PATTERN) return { refused: `the pattern is longer than ${MAX_PATTERN} characters` };
  const compiled = compile(source);
  if (typeof compiled === 'string') return { refused: compiled };
  const run = isLinear(source) ? direct(compiled) : guarded(source);
  return { source, match: (text) => (text.length > MAX_INPUT ? { outcome: 'too-slow' } : run(text)) };
}

function compile(source: string): RegExp | string {
  try {
    return new RegExp(source, 'u');
  } catch (error) {
    return error instanceof Error ? error.message : 'it is not a regular expression';
  }
}

/** Anchored, one branch, no group or back-reference, at most one unbounded repetition: cannot backtrack more than once over. */
function isLinear(source: string): boolean {
  const withoutClasses = source.replace(/\\[^\d]|\[(?:[^\]\\]|\\.)*\]/gu, 'x');
  const repetitions = withoutClasses.match(/[*+]|\{\d*,\}/gu)?.length ?? 0;
  return source.startsWith('^') && repetitions <= 1 && !/[()|\\]/u.test(withoutClasses);
}

function direct(compiled: RegExp): (text: string) => PatternMatch {
  return (text) => (compiled.test(text) ? { outcome: 'match', groups: {} } : { outcome: 'no-match' });
}

function guarded(source: string): (text: string) => PatternMatch {
  return (text) => {
    sandbox.source = source;
    sandbox.text = text;
    try {
      const found: unknown = matchScript.runInContext(sandbox, { timeout: TIMEOUT_MS });
      return typeof found === 'string' && found !== ''
        ? { outcome: 'match', groups: namedGroups(found) }
        : { outcome: 'no-match' };
    } catch {
      return { outcome: 'too-slow' };
    } finally {
      sandbox.text = '';
    }
  };
}

function namedGroups(json: string): Record<string, string> {
  const groups: unknown = JSON.parse(json);
  if (typeof groups !== 'object' || groups === null) return {};
  return Object.fromEntries(
    Object.entries(groups).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
