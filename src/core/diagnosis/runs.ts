import type { AppEvent } from '../../protocol/events.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock } from '../ports.ts';
import type { SearchBudget } from './signature/index.ts';

/** How often a search tells how far it is, in milliseconds. */
const PROGRESS_MILLISECONDS = 100;

export type DiagnosisRuns = {
  /**
   * Runs a diagnosis that can be cancelled and tells how far it is; without an id it is neither. Throws `conflict` when a
   * diagnosis of that id is under way.
   */
  run<T>(id: string | undefined, diagnose: (budget: SearchBudget) => Promise<T>): Promise<T>;
  /** Ends the diagnosis, which then rejects with `cancelled`. */
  cancel(id: string): void;
};

export function createDiagnosisRuns({ clock, emit }: { clock: Clock; emit(event: AppEvent): void }): DiagnosisRuns {
  const running = new Map<string, AbortController>();
  return {
    async run(id, diagnose) {
      if (id === undefined) return diagnose({ clock });
      if (running.has(id)) throw new ProblemError('conflict', { params: { what: 'diagnosis', name: id } });
      const controller = new AbortController();
      running.set(id, controller);
      let told = 0;
      try {
        return await diagnose({
          clock,
          signal: controller.signal,
          onProgress({ phase, tried, total }) {
            const now = clock.now();
            if (told !== 0 && now - told < PROGRESS_MILLISECONDS) return;
            told = now;
            emit({ type: 'diagnosis.progress', id, phase, tried, of: total });
          },
        });
      } finally {
        running.delete(id);
      }
    },
    cancel(id) {
      running.get(id)?.abort(new ProblemError('cancelled'));
    },
  };
}
