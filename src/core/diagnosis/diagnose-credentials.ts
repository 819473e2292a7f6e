import type { CredentialDiagnosis } from '../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Workspace } from '../context.ts';
import type { Clock, Random } from '../ports.ts';
import { careItems } from '../vault/care/care.ts';
import { catcherCredential, reviewsIfOpen } from '../vault/care/care-of-all.ts';
import { checkCredentialCare } from './checks/configuration/credential-care.ts';
import { checkCredentialUse } from './checks/configuration/credential-use.ts';

type Sources = Pick<Workspace, 'storage' | 'credentials' | 'catcher' | 'vault'>;
type Given = { id?: string | undefined; olderThanDays: number };

/**
 * CFG-10 on the credentials of the vault, or on one of them. While the vault is locked, without what only the secrets tell.
 *
 * @throws ProblemError `not-found`.
 */
export function diagnoseCredentials(
  { id, olderThanDays }: Given,
  sources: Sources,
  { clock, random }: { clock: Clock; random: Random },
): CredentialDiagnosis[] {
  const { storage, credentials } = sources;
  const chosen = credentials.list().filter((credential) => id === undefined || credential.id === id);
  if (id !== undefined && chosen.length === 0) {
    throw new ProblemError('not-found', { params: { what: 'credential', id } });
  }
  const connections = storage.connections.list();
  const reviews = reviewsIfOpen(sources, random);
  const signsForCatcher = catcherCredential(sources);
  return chosen.map((credential) => {
    const users = connections.filter(({ credentialId }) => credentialId === credential.id);
    const isUsedOtherwise = signsForCatcher === credential.id;
    const review = reviews.get(credential.id) ?? null;
    const items = careItems({ credential, users, isUsedOtherwise, review }, clock.now());
    const otherUsers = isUsedOtherwise ? ['catcher'] : [];
    return {
      credentialId: credential.id,
      name: credential.name,
      checks: [
        ...checkCredentialCare(items, credential.details.environment),
        ...checkCredentialUse({ credential, users, otherUsers }, clock.now(), olderThanDays),
      ],
    };
  });
}
