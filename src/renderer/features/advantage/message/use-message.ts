import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { MessagePreview } from '../../../../protocol/models/advantage/message.ts';
import type { Operation } from '../../../../protocol/models/contract.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import { type FormState, filledForm } from '../../try/form/form-state.ts';

export type Message = { data: MessagePreview | undefined; error: Error | null };

/** The message a form of LTI 1.3 would send, as of a third of a second ago; nothing for other operations. */
export function useMessage(connectionId: string, operation: Operation, form: FormState): Message {
  const filled = useMemo(() => filledForm(connectionId, operation, form), [connectionId, operation, form]);
  const [settled] = useDebouncedValue(filled, 300);
  const isAdvantage = operation.kind === 'launch-1.3';
  const { data, error } = useCommandQuery(
    'advantage.message',
    { form: settled },
    { enabled: isAdvantage, keepPrevious: true, forget: true },
  );
  return { data: error === null ? data : undefined, error };
}
