import { useEffect, useState } from 'react';
import type { MadeBundle } from '../../../protocol/models/data/bundle.ts';
import type { ProblemError } from '../../../protocol/problem.ts';
import { callCommand } from '../../client/bridge.ts';
import { asProblem } from '../../client/queries.ts';
import { type Choices, type EvidenceSource, makeInput } from './choices.ts';

export type Made = { made: MadeBundle | null; error: ProblemError | null; making: boolean };

/** How long the choices have to stay as they are before the file is made anew, in milliseconds. */
const settled = 250;

/** The file as it would be saved, made anew whenever a choice changes. The source may hold a typed secret and is not kept. */
export function useMadeBundle(source: EvidenceSource, choices: Choices): Made {
  const [state, setState] = useState<Made>({ made: null, error: null, making: true });
  useEffect(() => {
    let wanted = true;
    setState((before) => ({ ...before, making: true }));
    const timer = setTimeout(() => {
      callCommand('bundle.make', makeInput(source, choices))
        .then((made) => wanted && setState({ made, error: null, making: false }))
        .catch((error: unknown) => wanted && setState({ made: null, error: asProblem(error), making: false }));
    }, settled);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [source, choices]);
  return state;
}
