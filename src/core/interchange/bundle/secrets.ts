import { ProblemError } from '../../../protocol/problem.ts';
import type { Workspace } from '../../context.ts';
import { isPlaceholder } from '../../diagnosis/checks/configuration/entered.ts';
import { secretTexts } from '../../vault/credentials/credential-parts.ts';
import type { OpenCredential } from '../../vault/credentials/credentials.ts';
import type { KnownSecret } from './evidence.ts';

/** A secret of fewer characters would be found by chance, in encoded forms above all: it is looked for as a whole value only. */
export const shortestAnywhere = 6;

/** Whether a secret says so little that finding it inside a text would prove nothing. */
export function onlyAsWholeValue(value: string): boolean {
  return [...value.trim()].length < shortestAnywhere || isPlaceholder(value);
}

function secretsOf(opened: OpenCredential): KnownSecret[] {
  return secretTexts(opened).map(({ part, value }) => ({ owner: `${part} of the credential "${opened.name}"`, value }));
}

/**
 * Every secret in the vault, previous ones included. A credential that was tampered with cannot be told, and refuses the bundle: what is not known is not
 * found.
 *
 * @throws ProblemError `vault.locked`, `vault.tampered`.
 */
export function vaultSecrets({ credentials, vault }: Pick<Workspace, 'credentials' | 'vault'>): KnownSecret[] {
  const stored = credentials.list();
  if (stored.length > 0 && !vault.isUnlocked()) throw new ProblemError('vault.locked');
  return stored.flatMap(({ id }) => [credentials.open(id), ...credentials.openPrevious(id)].flatMap(secretsOf));
}
