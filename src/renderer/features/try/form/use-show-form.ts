import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { FormDraft } from '../../../../protocol/commands/connections.ts';
import { useNavigation, useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import { callCommand } from '../../../client/bridge.ts';
import { type FormPlace, rememberForm } from './kept-form.ts';

type Shown = {
  /** The form to show, made of the one that is kept. */
  from: (kept: FormDraft) => FormDraft;
  /** Shown beside it. */
  exchangeId?: string;
};

/** Opens Try with a form in place of the one that is kept with the connection. Rejects with `ProblemError`. */
export function useShowForm(): (place: FormPlace, shown: Shown) => Promise<void> {
  const client = useQueryClient();
  const { tabs } = useNavigation();
  const { open, dispatch } = useNavigator();
  return useCallback(
    async (place, { from, exchangeId }) => {
      const { id: connectionId, operationId } = place;
      const form = from(await callCommand('connections.loadForm', place));
      await callCommand('connections.saveForm', { ...place, form });
      rememberForm(client, place, form);
      // A tab that is open holds the form in its own state: a new tab begins with the values.
      const stale = tabs.find((tab) => tab.connectionId === connectionId && tab.operationId === operationId);
      if (stale) dispatch({ type: 'close', id: stale.id });
      open({ connectionId, operationId, exchangeId, view: 'try' });
    },
    [client, tabs, open, dispatch],
  );
}
