import type { FormDraft } from '../../../protocol/commands/connections.ts';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { FormValue, Operation } from '../../../protocol/models/contract.ts';
import { initialValues } from '../../contracts/build-request.ts';

/** The form of an operation nobody has filled in yet: documented defaults, and over them the connection's variables. */
export function firstForm(connection: Connection, operation: Operation): FormDraft {
  const variables = variableValues(connection, operation);
  const set = new Set(variables.map(({ name }) => name));
  return {
    values: [...initialValues(operation).filter(({ name }) => !set.has(name)), ...variables],
    placement: null,
    signatureMethod: null,
    launchMode: null,
  };
}

/**
 * A form with the connection's variables in the fields it does not mention. A field it mentions with an empty value was cleared on
 * purpose and stays so.
 */
export function withVariables(connection: Connection, operation: Operation, values: readonly FormValue[]): FormValue[] {
  const mentioned = new Set(values.map(({ name }) => name));
  return [...values, ...variableValues(connection, operation).filter(({ name }) => !mentioned.has(name))];
}

/** The connection's variables as values of the fields that carry their names. */
function variableValues(connection: Connection, operation: Operation): FormValue[] {
  return operation.fields
    .filter((field) => field.suppliedBy === 'person')
    .flatMap((field): FormValue[] => {
      const value = Object.hasOwn(connection.variables, field.name) ? connection.variables[field.name] : undefined;
      return value === undefined ? [] : [{ name: field.name, in: field.in, value }];
    });
}
