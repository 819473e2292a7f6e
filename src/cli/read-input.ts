import { readFileSync } from 'node:fs';
import { ProblemError } from '../protocol/problem.ts';

/**
 * The JSON in a file, or on standard input for `-`.
 *
 * @throws ProblemError `input.unreadable` when the file cannot be read or is not JSON, with the reason.
 */
export function readJsonInput(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ProblemError('input.unreadable', {
      params: { name: nameOf(file) },
      detail: error instanceof SyntaxError ? withoutQuotedInput(error.message) : 'not JSON',
    });
  }
}

/** @throws ProblemError `input.unreadable` with the reason of the file system. `-` is standard input. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new ProblemError('input.unreadable', {
      params: { name: nameOf(file) },
      detail: error instanceof Error && 'code' in error ? String(error.code) : 'cannot be read',
    });
  }
}

/** V8 quotes the text around the mistake, which may be a secret. */
function withoutQuotedInput(message: string): string {
  return message.replace(/,? ?"[\s\S]*" is not valid JSON/, ' is not valid JSON').replace(/\.\.\.[\s\S]*\.\.\./, '');
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
