import { useCallback, useRef, useState } from 'react';
import type { CommandInput } from '../../../../protocol/commands/index.ts';
import type { AppEvent } from '../../../../protocol/events.ts';
import type { Diagnosis } from '../../../../protocol/models/diagnosis.ts';
import type { ProblemError } from '../../../../protocol/problem.ts';
import { callCommand } from '../../../client/bridge.ts';
import { useAppEvents } from '../../../client/events.tsx';
import { asProblem } from '../../../client/queries.ts';

export type Progress = Extract<AppEvent, { type: 'diagnosis.progress' }>;

/** `revision` numbers what the person had entered, to tell whether that still stands there: the input itself may hold a secret. */
export type DiagnosisState =
  | { step: 'none' }
  | { step: 'running'; id: string; progress: Progress | null }
  | { step: 'done'; diagnosis: Diagnosis; revision: number }
  | { step: 'failed'; error: ProblemError };

/** One diagnosis at a time, with its progress. The input goes out with the command and is not kept. */
export function useDiagnosis() {
  const [state, setState] = useState<DiagnosisState>({ step: 'none' });
  const latest = useRef('');
  useAppEvents(
    useCallback((event: AppEvent) => {
      if (event.type !== 'diagnosis.progress') return;
      setState((before) =>
        before.step === 'running' && before.id === event.id ? { ...before, progress: event } : before,
      );
    }, []),
  );
  const cancel = () => {
    if (latest.current !== '') void callCommand('diagnosis.cancel', { id: latest.current }).catch(() => undefined);
    latest.current = '';
    setState({ step: 'none' });
  };
  const start = (input: CommandInput<'diagnosis.paste'>, revision: number) => {
    cancel();
    const id = crypto.randomUUID();
    latest.current = id;
    setState({ step: 'running', id, progress: null });
    const settle = (next: DiagnosisState) => {
      if (latest.current !== id) return;
      latest.current = '';
      setState(next);
    };
    callCommand('diagnosis.paste', { ...input, id })
      .then((diagnosis) => settle({ step: 'done', diagnosis, revision }))
      .catch((error: unknown) => settle({ step: 'failed', error: asProblem(error) }));
  };
  return { state, start, cancel };
}
