import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { FieldProblem } from '../../../../protocol/models/contract.ts';
import { errorsOf } from '../form/fields.ts';

export type Decision =
  | { do: 'start' }
  /** Something stands in the way of signing that no field can mend. */
  | { do: 'unblock' }
  /** The form breaks its contract: sending it takes a second step. */
  | { do: 'ask'; errors: readonly FieldProblem[] };

/** What Send does, by the preview of the very form that is to be sent; `null` when core could not give one. */
export function decide(preview: Preview | null): Decision {
  // Without a preview core decides: it refuses with the reason, which is told below the button.
  if (!preview) return { do: 'start' };
  if (preview.blocked === 'vault-locked' || preview.blocked === 'no-credential') return { do: 'unblock' };
  const errors = errorsOf(preview);
  return errors.length > 0 ? { do: 'ask', errors } : { do: 'start' };
}
