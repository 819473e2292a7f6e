import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { FormDraft } from '../../../../protocol/commands/connections.ts';
import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { AppEvent } from '../../../../protocol/events.ts';
import type { Operation } from '../../../../protocol/models/contract.ts';
import { callCommand } from '../../../client/bridge.ts';
import { useAppEvents } from '../../../client/events.tsx';
import { useAskCommand, useCommandQuery } from '../../../client/queries.ts';
import { draftOf, type FormAction, type FormState, filledForm, formReducer } from './form-state.ts';
import { createKeeper } from './keeper.ts';
import { rememberForm } from './kept-form.ts';

/**
 * Keeps the form with its connection: half a second after the last change, when it goes out of sight, and when the window closes.
 * What core could not keep is kept with the next change, or as soon as core is back.
 */
function useKeepDraft(connectionId: string, operation: Operation, form: FormState): void {
  const client = useQueryClient();
  const first = useRef(form);
  const [keeper] = useState(() =>
    createKeeper((draft: FormDraft) => {
      const place = { id: connectionId, operationId: operation.id };
      rememberForm(client, place, draft);
      return callCommand('connections.saveForm', { ...place, form: draft });
    }),
  );
  const save = useDebouncedCallback(() => void keeper.flush(), { delay: 500, flushOnUnmount: true });
  useAppEvents(
    useCallback(
      (event: AppEvent) => {
        if (event.type === 'core.restarted' && keeper.isWaiting()) save();
      },
      [keeper, save],
    ),
  );
  useEffect(() => {
    if (keeper.isWaiting()) save();
    const flush = () => save.flush();
    window.addEventListener('beforeunload', flush);
    return () => window.removeEventListener('beforeunload', flush);
  }, [keeper, save]);
  useEffect(() => {
    if (form === first.current) return;
    first.current = form;
    keeper.change(draftOf(operation, form));
    save();
  }, [form, operation, keeper, save]);
}

export type TryForm = {
  form: FormState;
  change: Dispatch<FormAction>;
  /** The last answer; while the next is under way, the one before. */
  preview: Preview | undefined;
  previewError: Error | null;
  /** The preview of the form as it is now. Throws `ProblemError`. */
  judge: () => Promise<Preview>;
};

/** A form with its validation and signature, both as of a fifth of a second ago. */
export function useTryForm(connectionId: string, operation: Operation, initial: FormState): TryForm {
  const [form, change] = useReducer(formReducer, initial);
  const filled = useMemo(() => filledForm(connectionId, operation, form), [connectionId, operation, form]);
  const [settled] = useDebouncedValue(filled, 200);
  const preview = useCommandQuery('exchanges.preview', { form: settled }, { keepPrevious: true, forget: true });
  useKeepDraft(connectionId, operation, form);
  const ask = useAskCommand('exchanges.preview');
  const judge = useCallback(() => ask({ form: filled }), [ask, filled]);
  return { form, change, preview: preview.data, previewError: preview.error, judge };
}
