import { useCallback } from 'react';
import type { FormDraft } from '../../../protocol/commands/connections.ts';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { type LaunchSetup, launchSetupOf } from '../../../protocol/models/lti/launch-setup.ts';
import { useShowForm } from '../try/form/use-show-form.ts';

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
  const show = useShowForm();
  return useCallback(
    (exchange) =>
      show(
        { id: exchange.connectionId, operationId: exchange.operationId },
        { from: (kept) => draftOf(exchange, kept), exchangeId: exchange.id },
      ),
    [show],
  );
}
