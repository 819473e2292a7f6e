import { type FormDraft, formDraftSchema } from '../../protocol/commands/connections.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import { contractSchema, type FormValue, type Operation } from '../../protocol/models/contract.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLineCore } from '../command-line.ts';
import { sendFile } from '../send-file.ts';
import { type Setting, settingText, wrongOption } from '../settings.ts';

/** An operation of a connection with the form as it was last filled in. */
export type SavedForm = { operation: Operation; draft: FormDraft };

/** The operation by its id or title. Throws `operation.unknown`. */
export async function savedForm(core: CommandLineCore, connection: Connection, name: string): Promise<SavedForm> {
  const contract = contractSchema.parse(await core.call('contracts.get', { id: connection.contractId }));
  const operation = contract.operations.find(({ id }) => id === name) ?? byTitle(contract.operations, name);
  if (operation === undefined) {
    throw new ProblemError('operation.unknown', {
      params: { operation: name, contract: connection.contractId },
      detail: `Known operations: ${contract.operations.map(({ id }) => id).join(', ')}`,
    });
  }
  const draft = await core.call('connections.loadForm', { id: connection.id, operationId: operation.id });
  return { operation, draft: formDraftSchema.parse(draft) };
}

function byTitle(operations: readonly Operation[], title: string): Operation | undefined {
  const [first, ...others] = operations.filter((operation) => operation.title === title);
  return others.length === 0 ? first : undefined;
}

/**
 * The values with those of the command line in place of the saved ones. Throws `input.invalid` for a secret that was given
 * where other users of the machine can read it, `input.unreadable` for
 * a file that cannot be read.
 */
export async function withSettings(
  core: CommandLineCore,
  operation: Operation,
  values: readonly FormValue[],
  settings: readonly Setting[],
): Promise<FormValue[]> {
  const given: FormValue[] = [];
  for (const setting of settings) {
    const { name, visible } = setting;
    const field = operation.fields.find((candidate) => candidate.name === name);
    if (visible && field?.secret === true) {
      throw wrongOption('--set', name, 'is a secret field: give it with --set-env or --set-file, which leave no trace');
    }
    given.push(
      field?.file !== undefined && setting.path !== undefined
        ? { ...formValue(operation, name, ''), file: await sendFile(core, setting.path) }
        : formValue(operation, name, settingText(setting)),
    );
  }
  const replaced = new Set(given.map(({ name }) => name));
  return [...values.filter(({ name }) => !replaced.has(name)), ...given];
}

/** A value where the contract has its field, else where the operation has its parameters. */
export function formValue(operation: Operation, name: string, value: string): FormValue {
  const field = operation.fields.find((candidate) => candidate.name === name);
  return { name, value, in: field?.in ?? (operation.bodyEncoding === 'none' ? 'query' : 'body') };
}

/** How the saved form is signed, for those that say. */
export function signingOf({ placement, signatureMethod }: FormDraft) {
  return {
    ...(placement === null ? {} : { placement }),
    ...(signatureMethod === null ? {} : { signatureMethod }),
  };
}
