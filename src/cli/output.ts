import { printable } from '../core/interchange/printable.ts';
import type { Problem } from '../protocol/problem.ts';
import { textOf } from './catalogue.ts';

/** One line of JSON, or indented JSON for people. */
export function printJson(value: unknown, compact: boolean): void {
  process.stdout.write(`${JSON.stringify(value, null, compact ? 0 : 2)}\n`);
}

/** Lines for people. What a system under test said is hostile input to a terminal: control characters are shown, not obeyed. */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

/** A problem on standard error: as JSON for scripts, otherwise what was wrong, where, and what to do. */
export function printProblem(problem: Problem, json: boolean): void {
  process.stderr.write(json ? `${JSON.stringify({ problem })}\n` : `${describeProblem(problem)}\n`);
}

/** The catalogue's words for a problem, with its technical cause beneath. */
export function describeProblem(problem: Problem): string {
  const { title, fix } = problemInWords(problem);
  const lines = [
    `countersign: ${title}`,
    problem.field === undefined || problem.field === '' ? null : `  where: ${problem.field}`,
    problem.detail === undefined ? null : `  cause: ${problem.detail}`,
    fix === null ? null : `  what to do: ${fix}`,
  ];
  return printable(lines.filter((line) => line !== null).join('\n'));
}

/** What was wrong and what to do about it. */
export function problemInWords(problem: Problem): { title: string; fix: string | null } {
  const field = problem.field === undefined || problem.field === '' ? 'The input' : problem.field;
  const words = (part: string) => textOf('problems', [problem.code, part], { field, ...problem.params });
  return { title: words('title') ?? problem.code, fix: words('fix') ?? null };
}
