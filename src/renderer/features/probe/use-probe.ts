import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandInput } from '../../../protocol/commands/index.ts';
import type { AppEvent } from '../../../protocol/events.ts';
import type { Probe } from '../../../protocol/models/exchanges/probe.ts';
import type { ProblemError } from '../../../protocol/problem.ts';
import { callCommand } from '../../client/bridge.ts';
import { useAppEvents } from '../../client/events.tsx';
import { asProblem } from '../../client/queries.ts';

export type Progress = Extract<AppEvent, { type: 'diagnosis.progress' }>;

export type ProbeState =
  | { step: 'asking' }
  | { step: 'running'; id: string; progress: Progress | null }
  | { step: 'done'; probe: Probe }
  | { step: 'failed'; error: ProblemError };

type Given = Pick<CommandInput<'diagnosis.probe'>, 'exchangeId' | 'maxAttempts' | 'internalHosts'>;

const stop = (id: string) => void callCommand('diagnosis.probeCancel', { id }).catch(() => undefined);

/** One probe with its progress. It is ended when whoever shows it goes: launches that nobody watches are made for nobody. */
export function useProbe(known: Probe | null) {
  const [state, setState] = useState<ProbeState>(known === null ? { step: 'asking' } : { step: 'done', probe: known });
  const running = useRef<string | null>(null);
  useAppEvents(
    useCallback((event: AppEvent) => {
      if (event.type !== 'diagnosis.progress') return;
      setState((before) =>
        before.step === 'running' && before.id === event.id ? { ...before, progress: event } : before,
      );
    }, []),
  );
  useEffect(
    () => () => {
      if (running.current !== null) stop(running.current);
    },
    [],
  );
  const start = (given: Given) => {
    const id = crypto.randomUUID();
    running.current = id;
    setState({ step: 'running', id, progress: null });
    callCommand('diagnosis.probe', { ...given, id, consent: true })
      .then((probe) => setState({ step: 'done', probe }))
      .catch((error: unknown) => setState({ step: 'failed', error: asProblem(error) }))
      .finally(() => {
        running.current = null;
      });
  };
  return {
    state,
    start,
    cancel: () => running.current !== null && stop(running.current),
    again: () => setState({ step: 'asking' }),
  };
}
