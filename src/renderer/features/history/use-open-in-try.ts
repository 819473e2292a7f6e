import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { FormDraft } from '../../../protocol/commands/connections.ts';
import type { Exchange } from '../../../protocol/models/exchange.ts';
import { type LaunchSetup, launchSetupOf } from '../../../protocol/models/launch-setup.ts';
import { useNavigation, useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { callCommand } from '../../client/bridge.ts';
import { commandKey } from '../../client/queries.ts';

/** The form an exchange was sent with. What an exchange does not keep (placement, method) stays as it was last chosen. */
export function draftOf(
  exchange: Pick<Exchange, 'form' | 'launchMode' | keyof LaunchSetup>,
  { placement, signatureMethod, launchMode }: FormDraft,
): FormDraft {
  return {
    values: exchange.form,
    placement,
    signatureMethod,
    launchMode: exchange.launchMode ?? launchMode,
    ...launchSetupOf(exchange),
  };
}

/** Opens an exchange in Try with its own values in the form, in place of what the form of that operation held. */
export function useOpenInTry(): (exchange: Exchange) => Promise<void> {
  const client = useQueryClient();
  const { tabs } = useNavigation();
  const { open, dispatch } = useNavigator();
  return useCallback(
    async (exchange) => {
      const { connectionId, operationId } = exchange;
      const which = { id: connectionId, operationId };
      const form = draftOf(exchange, await callCommand('connections.loadForm', which));
      await callCommand('connections.saveForm', { ...which, form });
      client.setQueryData(commandKey('connections.loadForm', which), form);
      // A tab that is open holds the form in its own state: a new tab begins with the values.
      const stale = tabs.find((tab) => tab.connectionId === connectionId && tab.operationId === operationId);
      if (stale) dispatch({ type: 'close', id: stale.id });
      open({ connectionId, operationId, exchangeId: exchange.id, view: 'try' });
    },
    [client, tabs, open, dispatch],
  );
}
