import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { ContractLibrary } from '../../contracts/library.ts';
import type { LoadedContract } from '../../contracts/load.ts';
import type { FormFiles } from '../../files/form-files.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { OpenCredential } from '../../vault/credentials/credential-parts.ts';
import type { Credentials } from '../../vault/credentials/credentials.ts';
import { type CheckedForm, checkFilledForm } from './prepare.ts';

/** A form with all that is needed to send it. */
export type Ready = { checked: CheckedForm; loaded: LoadedContract; credential: OpenCredential | null };

export type Readiness = {
  /** A form against its contract. Throws `not-found`, `operation.unknown`. */
  check(form: FilledForm): Promise<Pick<Ready, 'checked' | 'loaded'>>;
  /** The same, ready to be sent; `form.breaks-contract` unless `anyway`. Throws `credential.missing`, `vault.locked`. */
  ready(form: FilledForm, anyway: boolean): Promise<Ready>;
  /** Of the connection; `null` where the operation needs none. */
  openCredentialFor(checked: CheckedForm): OpenCredential | null;
};

export function createReadiness({
  storage,
  contracts,
  files,
  credentials,
}: {
  storage: Pick<Storage, 'connections'>;
  contracts: ContractLibrary;
  files: FormFiles;
  credentials: Pick<Credentials, 'open'>;
}): Readiness {
  const check: Readiness['check'] = async (form) => {
    const connection = storage.connections.get(form.connectionId);
    if (connection === undefined) {
      throw new ProblemError('not-found', { params: { what: 'connection', id: form.connectionId } });
    }
    const loaded = await contracts.get(connection.contractId);
    return { checked: checkFilledForm(connection, loaded.contract, form, files.has), loaded };
  };
  const openCredentialFor: Readiness['openCredentialFor'] = ({ connection, operation }) => {
    if (operation.signing.scheme === 'none') {
      return null;
    }
    if (connection.credentialId === null) {
      throw new ProblemError('credential.missing', { params: { connection: connection.name } });
    }
    return credentials.open(connection.credentialId);
  };
  return {
    check,
    openCredentialFor,
    ready: async (form, anyway) => {
      const { checked, loaded } = await check(form);
      const errors = checked.problems.filter(({ level }) => level === 'error');
      if (errors.length > 0 && !anyway) {
        throw new ProblemError('form.breaks-contract', {
          params: { count: errors.length, fields: errors.map(({ name }) => name).join(', ') },
          field: errors[0]?.name,
        });
      }
      return { checked, loaded, credential: openCredentialFor(checked) };
    },
  };
}
