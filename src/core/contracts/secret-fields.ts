import type { FormDraft } from '../../protocol/commands/connections.ts';
import type { ConnectionDraft } from '../../protocol/models/connection.ts';
import type { Contract, Operation } from '../../protocol/models/contract.ts';
import { ProblemError } from '../../protocol/problem.ts';

/** A form without what a person typed into secret fields. */
export function withoutSecrets(operation: Operation, form: FormDraft): FormDraft {
  const secret = secretNamesOf([operation]);
  return { ...form, values: form.values.filter(({ name }) => !secret.has(name.toLowerCase())) };
}

/** Connections are kept unencrypted. Throws `input.invalid` with the field that would put a secret there. */
export function refuseSecretsIn({ baseUrl, variables }: ConnectionDraft, { operations }: Contract): void {
  const url = new URL(baseUrl);
  if (url.username !== '' || url.password !== '') {
    throw new ProblemError('input.invalid', {
      field: 'draft.baseUrl',
      detail: 'an address without user name and password: they belong into a credential, which is kept encrypted',
    });
  }
  const secret = secretNamesOf(operations);
  const name = Object.keys(variables).find((variable) => secret.has(variable.toLowerCase()));
  if (name !== undefined) {
    throw new ProblemError('input.invalid', {
      field: `draft.variables.${name}`,
      detail: `no variable for a secret field: variables are kept unencrypted; fill in ${name} when sending`,
    });
  }
}

function secretNamesOf(operations: readonly Operation[]): Set<string> {
  return new Set(
    operations.flatMap(({ fields }) => fields.filter(({ secret }) => secret).map(({ name }) => name.toLowerCase())),
  );
}
