import { createContext, type ReactNode, useContext, useState } from 'react';

type Maximised = { maximised: boolean; setMaximised: (maximised: boolean) => void };

const MaximisedContext = createContext<Maximised>({ maximised: false, setMaximised: () => {} });

/** Whether the result has the whole width: form and list of connections make room for it. */
export function MaximisedProvider({ children }: { children: ReactNode }) {
  const [maximised, setMaximised] = useState(false);
  return <MaximisedContext value={{ maximised, setMaximised }}>{children}</MaximisedContext>;
}

export function useMaximised(): Maximised {
  return useContext(MaximisedContext);
}
