import type { PowerMonitor } from 'electron';

/** What the system says of the person, as core's `vault.presence` takes it. */
export type Presence = { is: 'idle'; seconds: number } | { is: 'suspended' | 'screen-locked' };

export type PresencePorts = {
  monitor: Pick<PowerMonitor, 'getSystemIdleTime'> & {
    on(event: 'suspend' | 'lock-screen', listener: () => void): unknown;
  };
  tell(presence: Presence): void;
  /** Calls `run` every `ms` until the returned function is called. */
  every(ms: number, run: () => void): () => void;
};

/** How often the system is asked how long nobody has touched keyboard or mouse, in milliseconds. */
export const askEveryMs = 5_000;

/** Watches whether a person is there; the returned function ends it. A system that cannot say tells nothing. */
export function watchPresence({ monitor, tell, every }: PresencePorts): () => void {
  monitor.on('suspend', () => tell({ is: 'suspended' }));
  monitor.on('lock-screen', () => tell({ is: 'screen-locked' }));
  return every(askEveryMs, () => {
    const seconds = monitor.getSystemIdleTime();
    if (Number.isFinite(seconds) && seconds >= 0) tell({ is: 'idle', seconds });
  });
}
