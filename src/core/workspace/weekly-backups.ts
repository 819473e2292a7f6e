import type { AppEvent } from '../../protocol/events.ts';
import { toProblem } from '../api/dispatch.ts';
import type { Workspace } from '../context.ts';
import type { Clock, Log } from '../ports.ts';
import { backUpWhenDue } from './backups.ts';

/** How often it is looked whether a backup is due: computers sleep, so a timer of a week would hardly ever end. */
const lookEveryMs = 60 * 60 * 1000;

type WeeklyPorts = {
  workspace(): Promise<Workspace>;
  clock: Clock;
  log: Log;
  emit(event: AppEvent): void;
};

/** Makes the weekly backup while the app runs: at its start when it is due, and whenever it becomes due. */
export function weeklyBackups({ workspace, clock, log, emit }: WeeklyPorts): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  const look = async (): Promise<void> => {
    try {
      const made = backUpWhenDue((await workspace()).storage, clock);
      if (made) emit({ type: 'backups.changed', problem: null });
    } catch (error) {
      log.error('the weekly backup could not be made', error);
      emit({ type: 'backups.changed', problem: toProblem(error, log, 'backups.create') });
    }
  };
  return {
    start() {
      timer ??= setInterval(() => void look(), lookEveryMs);
      timer.unref();
      void look();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
