import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { AppEvent } from '../../protocol/events.ts';
import { listenToEvents } from './bridge.ts';
import { staleAfter } from './invalidation.ts';
import { makeStale } from './stale.ts';

type Listener = (event: AppEvent) => void;
type EventHub = { listen(listener: Listener): () => void };

const EventsContext = createContext<EventHub | null>(null);

/** One subscription for the whole window: refreshes stale answers, then hands the event on. */
export function EventsProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [listeners] = useState(() => new Set<Listener>());
  const [hub] = useState<EventHub>(() => ({
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  }));

  useEffect(
    () =>
      listenToEvents((event) => {
        const stale = staleAfter(event);
        if (stale === 'all') makeStale(client);
        else
          for (const { command, id, unseen } of stale)
            makeStale(client, {
              queryKey: id === undefined ? [command] : [command, { id }],
              ...(unseen ? { type: 'inactive' } : {}),
            });
        for (const listener of listeners) listener(event);
      }),
    [client, listeners],
  );
  return <EventsContext value={hub}>{children}</EventsContext>;
}

/** Calls `listener` for every event while the component is shown. Wrap the listener in `useEffectEvent` or `useCallback`. */
export function useAppEvents(listener: Listener): void {
  const hub = useContext(EventsContext);
  useEffect(() => hub?.listen(listener), [hub, listener]);
}
