import { useCallback, useState } from 'react';
import type { AcceptedCertificate } from '../../../../protocol/models/certificate.ts';
import type { Operation } from '../../../../protocol/models/contract.ts';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import { useAction } from '../../../app/actions.tsx';
import { useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import type { Tab } from '../../../app/navigation/tabs.ts';
import { asProblem, useCommandMutation, useCommandQuery } from '../../../client/queries.ts';
import { type FormState, filledForm } from '../form/form-state.ts';

export type Run = {
  /** The exchange shown beside the form: the last one sent, or one opened from the history. */
  exchange: Exchange | null;
  exchangeError: Error | null;
  running: boolean;
  starting: boolean;
  /** Starting, running, or begun and not shown yet: what is shown may be an earlier one. */
  busy: boolean;
  error: Error | null;
  /** Sends or launches; `anyway` although the form breaks the contract. */
  start: (anyway: boolean, acceptCertificate?: AcceptedCertificate) => void;
  cancel: () => void;
  /** The exchange that was sent from this form last; `null` when none was since the tab was opened. */
  startedId: string | null;
};

/** Sending or launching the form of a tab, and what came of it. */
export function useRun(tab: Tab, operation: Operation, form: FormState): Run {
  const { dispatch } = useNavigator();
  const [startedId, setStartedId] = useState<string | null>(null);
  const send = useCommandMutation('exchanges.send');
  const launch = useCommandMutation('exchanges.launch');
  const cancelling = useCommandMutation('exchanges.cancel');
  const exchange = useCommandQuery(
    'exchanges.get',
    { id: tab.exchangeId ?? '' },
    { enabled: tab.exchangeId !== null, keepPrevious: true },
  );
  const isGone = exchange.error !== null && asProblem(exchange.error).problem.code === 'not-found';
  const shown = tab.exchangeId === null || isGone ? null : (exchange.data ?? null);
  const running = shown?.state === 'running';
  const starting = send.isPending || launch.isPending;
  const isShown = tab.exchangeId === null || exchange.data?.id === tab.exchangeId || exchange.error !== null;

  const start = (anyway: boolean, acceptCertificate?: AcceptedCertificate) => {
    const filled = filledForm(tab.connectionId, operation, form);
    send.reset();
    launch.reset();
    const started =
      operation.kind !== 'request'
        ? launch.mutateAsync({ form: filled, anyway, mode: form.launchMode, acceptCertificate })
        : send.mutateAsync({ form: filled, anyway });
    // The promise, for callbacks given to `mutate` are dropped when the screen is out of sight as the answer comes.
    started.then(
      ({ id }) => {
        setStartedId(id);
        dispatch({ type: 'set-exchange', id: tab.id, exchangeId: id });
      },
      () => undefined,
    );
  };
  const { mutate: cancelById } = cancelling;
  const id = shown?.id;
  const cancel = useCallback(() => {
    if (id !== undefined) cancelById({ id });
  }, [cancelById, id]);
  useAction('cancel-run', running ? cancel : null);
  return {
    exchange: shown,
    exchangeError: tab.exchangeId === null ? null : exchange.error,
    running,
    starting,
    busy: starting || running || !isShown,
    error: send.error ?? launch.error ?? cancelling.error,
    start,
    cancel,
    startedId,
  };
}
