import { createContext, type ReactNode, useContext, useReducer } from 'react';
import { useAppEvents } from '../../client/events.tsx';
import { type Work, workAfter } from './work.ts';

const WorkContext = createContext<readonly Work[]>([]);

export function WorkProvider({ children }: { children: ReactNode }) {
  const [works, hear] = useReducer(workAfter, []);
  useAppEvents(hear);
  return <WorkContext value={works}>{children}</WorkContext>;
}

/** What is under way now. */
export function useWork(): readonly Work[] {
  return useContext(WorkContext);
}
