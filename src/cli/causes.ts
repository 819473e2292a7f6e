import { type Cause, type CauseState, causeState } from '../protocol/models/exchanges/verdict.ts';
import { textOf } from './catalogue.ts';

/** A documented cause in words: how it stands, and what of the record says so. */
export type CauseInWords = { text: string; state: CauseState; stateText: string; why: string | null };

export function causeInWords(cause: Cause): CauseInWords {
  const state = causeState(cause);
  const { evidence } = cause;
  return {
    text: cause.text,
    state,
    stateText: textOf('causes', ['states', state]) ?? state,
    why: evidence === null ? null : (textOf('causes', ['evidence', evidence.key], evidence.values) ?? evidence.key),
  };
}

/** The documented causes as lines for a terminal, nothing where there are none. */
export function causeLines(causes: readonly Cause[]): string[] {
  if (causes.length === 0) return [];
  const words = causes.map(causeInWords);
  const width = Math.max(...words.map(({ stateText }) => stateText.length));
  return [
    `  ${textOf('causes', ['title']) ?? ''}:`,
    ...words.map(
      ({ text, stateText, why }) => `    ${stateText.padEnd(width)}  ${text}${why === null ? '' : ` (${why})`}`,
    ),
  ];
}
