import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { RecognisedPaste } from '../../../../protocol/models/diagnosis.ts';
import type { ProblemError } from '../../../../protocol/problem.ts';
import { callCommand } from '../../../client/bridge.ts';
import { asProblem } from '../../../client/queries.ts';
import { isTooLong } from './input.ts';

type Answer = { recognised: RecognisedPaste | null; error: ProblemError | null };

/** Long enough for typing to pause, short enough for a paste to seem recognised at once. */
const pause = 150;

/** What the pasted text is, soon after it changed. A text of millions of characters makes no key for a cache. */
export function useRecognised(text: string, requestIndex: number | null): Answer {
  const [settled] = useDebouncedValue(text, pause);
  const [answer, setAnswer] = useState<Answer>({ recognised: null, error: null });
  const isAsked = settled.trim() !== '' && !isTooLong(settled);
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const settle = (next: Answer) => isCurrent && setAnswer(next);
    callCommand('diagnosis.recognise', { text: settled, ...(requestIndex === null ? {} : { requestIndex }) })
      .then((recognised) => settle({ recognised, error: null }))
      .catch((error: unknown) => settle({ recognised: null, error: asProblem(error) }));
    return () => {
      isCurrent = false;
    };
  }, [settled, requestIndex, isAsked]);
  return isAsked && text !== '' ? answer : { recognised: null, error: null };
}
