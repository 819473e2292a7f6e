import { backupsCommands } from '../../protocol/commands/backups.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext, Workspace } from '../context.ts';
import { listBackups } from '../storage/backups/folder.ts';
import { checkBackup, keepDamaged, putBack } from '../storage/backups/restore.ts';
import { dataPaths } from '../storage/folder.ts';
import { backUp } from '../workspace/backups.ts';
import { bind } from './bind.ts';

/** A backup may take the place of a database with one of these. With any other, restoring would fail the same way. */
const damaged: readonly string[] = ['storage.corrupt', 'storage.migration-failed', 'storage.newer-than-app'];

export function backupsHandlers({ workspace, dataHome, appVersion, clock, replaceData, emit }: CoreContext) {
  const openUnlessDamaged = async (): Promise<Workspace | null> => {
    try {
      return await workspace();
    } catch (error) {
      if (error instanceof ProblemError && damaged.includes(error.problem.code)) return null;
      throw error;
    }
  };
  const keepPresent = async (): Promise<string> => {
    const opened = await openUnlessDamaged();
    if (opened === null) return keepDamaged(dataHome.folder(), clock.now());
    try {
      return backUp(opened.storage, 'before-restore', clock).name;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'storage.corrupt') throw error;
      // Found only now, by reading all of it. Its WAL is written into it when it is closed.
      return replaceData(() => keepDamaged(dataHome.folder(), clock.now()));
    }
  };
  return {
    'backups.list': bind(backupsCommands['backups.list'], () => listBackups(dataPaths(dataHome.folder()).backups)),
    'backups.create': bind(backupsCommands['backups.create'], async () => {
      const backup = backUp((await workspace()).storage, 'manual', clock);
      emit({ type: 'backups.changed', problem: null });
      return backup;
    }),
    'backups.restore': bind(backupsCommands['backups.restore'], async ({ name }) => {
      const restored = checkBackup(dataHome.folder(), name, appVersion);
      const before = await keepPresent();
      await replaceData(() => putBack(dataHome.folder(), name));
      emit({ type: 'workspace.replaced' });
      return { restored, before };
    }),
  };
}
