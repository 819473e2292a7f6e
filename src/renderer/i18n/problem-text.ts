import type { Problem } from '../../protocol/problem.ts';
import { problemCatalogues } from './resources.ts';

export type ProblemText = { title: string; fix: string };

/** Puts `params` into `{{name}}` places; a place without a value is left out rather than shown raw. */
export function fillIn(text: string, params: Problem['params']): string {
  return text
    .replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => String(params[name] ?? ''))
    .replace(/ {2,}/g, ' ')
    .replace(/ ([.,;:])/g, '$1')
    .trim();
}

/** What went wrong and what to do about it, in words. */
export function problemText(problem: Problem, language: keyof typeof problemCatalogues = 'en'): ProblemText {
  const entry = problemCatalogues[language][problem.code];
  const params = { field: problem.field ?? 'The input', ...problem.params };
  return { title: fillIn(entry.title, params), fix: fillIn(entry.fix, params) };
}
