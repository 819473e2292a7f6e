import { readAuthorities } from '../core/authorities/pem.ts';
import { readText } from './read-input.ts';

/**
 * The certificate authorities in a PEM file, to trust beside the built-in ones for as long as the command runs; none without a
 * file.
 *
 * @throws ProblemError `input.unreadable` when the file cannot be read, `input.invalid` when it holds no certificate or one that
 *   may not issue others.
 */
export function authoritiesIn(file: string | undefined): string[] {
  if (file === undefined) return [];
  return readAuthorities(readText(file), '--ca').map(({ pem }) => pem);
}
