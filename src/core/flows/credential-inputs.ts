import type { Connection } from '../../protocol/models/connection.ts';
import type { FlowInput } from '../../protocol/models/exchanges/flow.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { assertHostAllowed } from '../vault/credentials/allowed-hosts.ts';
import type { OpenCredential } from '../vault/credentials/credentials.ts';

/**
 * The inputs of a flow that a credential of the vault gives their values. They are sent to the system of the connection, which therefore has to be one of
 * the credential's allowed hosts.
 *
 * @throws ProblemError `credential.wrong-kind`, `credential.host-not-allowed`, `input.invalid` for a flow that takes none.
 */
export function credentialInputs(
  inputs: readonly FlowInput[],
  credential: OpenCredential,
  connection: Connection,
): Record<string, string> {
  const taking = inputs.filter((input) => input.credential !== null);
  if (taking.length === 0) {
    throw new ProblemError('input.invalid', {
      field: 'credentialId',
      detail: 'no input of the flow takes a credential',
    });
  }
  if (credential.kind !== 'oauth-consumer') {
    const params = { expected: 'oauth-consumer', actual: credential.kind };
    throw new ProblemError('credential.wrong-kind', { params, field: 'credentialId' });
  }
  assertHostAllowed(credential, connection.baseUrl);
  const { consumerKey, secret } = credential;
  return Object.fromEntries(
    taking.map(({ name, credential: part }) => [name, part === 'oauth-consumer.secret' ? secret : consumerKey]),
  );
}
