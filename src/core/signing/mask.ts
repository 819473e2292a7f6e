import { mask } from '../redaction/mask.ts';

/** The mask, or nothing for an empty secret: that a secret is empty is no secret and often the fault that is looked for. */
export function masked(secret: string): string {
  return secret === '' ? '' : mask;
}
