/** What stands for a secret wherever a person may see it. Always the same length, so that it does not tell the secret's. */
export const MASK = '••••••';

/** The mask, or nothing for an empty secret: that a secret is empty is no secret and often the fault that is looked for. */
export function masked(secret: string): string {
  return secret === '' ? '' : MASK;
}
