import type { QueryClient } from '@tanstack/react-query';
import type { FormDraft } from '../../../../protocol/commands/connections.ts';
import { commandKey } from '../../../client/queries.ts';

/** The operation of a connection a form is of. */
export type FormPlace = { id: string; operationId: string };

/**
 * Has the form shown from here on wherever it is opened. An answer that is under way was asked for before, and would put the older
 * form in its place: it is not waited for.
 */
export function rememberForm(client: QueryClient, place: FormPlace, form: FormDraft): void {
  const queryKey = commandKey('connections.loadForm', place);
  void client.cancelQueries({ queryKey, exact: true });
  client.setQueryData(queryKey, form);
}
