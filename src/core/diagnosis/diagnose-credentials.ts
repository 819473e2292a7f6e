import type { CredentialDiagnosis } from '../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Workspace } from '../context.ts';
import type { Clock } from '../ports.ts';
import { checkCredentialUse } from './checks/configuration/credential-use.ts';

type Sources = Pick<Workspace, 'storage' | 'credentials' | 'catcher'>;
type Given = { id?: string | undefined; olderThanDays: number };

/**
 * CFG-10 on the credentials of the vault, or on one of them. Looks at nothing secret, so it works while the vault is locked.
 *
 * @throws ProblemError `not-found`.
 */
export function diagnoseCredentials(
  { id, olderThanDays }: Given,
  { storage, credentials, catcher }: Sources,
  clock: Clock,
): CredentialDiagnosis[] {
  const chosen = credentials.list().filter((credential) => id === undefined || credential.id === id);
  if (id !== undefined && chosen.length === 0) {
    throw new ProblemError('not-found', { params: { what: 'credential', id } });
  }
  const connections = storage.connections.list();
  const { answer } = catcher.state().settings;
  return chosen.map((credential) => {
    const users = connections.filter(({ credentialId }) => credentialId === credential.id);
    const resigns = answer.kind === 'forward' && answer.resignWith === credential.id;
    const otherUsers = resigns ? ['catcher'] : [];
    return {
      credentialId: credential.id,
      name: credential.name,
      checks: checkCredentialUse({ credential, users, otherUsers }, clock.now(), olderThanDays),
    };
  });
}
