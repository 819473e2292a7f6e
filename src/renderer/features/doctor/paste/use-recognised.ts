import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { RecognisedPaste } from '../../../../protocol/models/diagnosis.ts';
import type { ProblemError } from '../../../../protocol/problem.ts';
import { callCommand } from '../../../client/bridge.ts';
import { asProblem } from '../../../client/queries.ts';
import { isTooLong } from './input.ts';

type Answer = { recognised: RecognisedPaste | null; error: ProblemError | null };
/** Of which text, and which request of it. */
type Asked = { text: string; requestIndex: number | null };
type Recognised = Answer & {
  /** Whether the answer is about the text as it is now; it is shown a moment longer than that. */
  isCurrent: boolean;
};

export function isAbout(asked: Asked | null, text: string, requestIndex: number | null): boolean {
  return asked !== null && asked.text === text && asked.requestIndex === requestIndex;
}

/** Long enough for typing to pause, short enough for a paste to seem recognised at once. */
const pause = 150;

const nothing = { recognised: null, error: null, asked: null };
const none: Recognised = { recognised: null, error: null, isCurrent: false };

/** What the pasted text is, soon after it changed. A text of millions of characters makes no key for a cache. */
export function useRecognised(text: string, requestIndex: number | null): Recognised {
  const [settled] = useDebouncedValue(text, pause);
  const [{ asked, ...answer }, setAnswer] = useState<Answer & { asked: Asked | null }>(nothing);
  const isAsked = settled.trim() !== '' && !isTooLong(settled);
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const asked = { text: settled, requestIndex };
    const settle = (next: Answer) => isCurrent && setAnswer({ ...next, asked });
    callCommand('diagnosis.recognise', { text: settled, ...(requestIndex === null ? {} : { requestIndex }) })
      .then((recognised) => settle({ recognised, error: null }))
      .catch((error: unknown) => settle({ recognised: null, error: asProblem(error) }));
    return () => {
      isCurrent = false;
    };
  }, [settled, requestIndex, isAsked]);
  return isAsked && text !== '' ? { ...answer, isCurrent: isAbout(asked, text, requestIndex) } : none;
}
