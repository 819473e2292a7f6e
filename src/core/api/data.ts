import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { dataCommands } from '../../protocol/commands/data.ts';
import type { DataLocation } from '../../protocol/models/data/data-location.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { checkDataFolder } from '../storage/move/check.ts';
import { checkTarget, moveBack, moveData, removeOld } from '../storage/move/move.ts';
import { writePointer } from '../storage/move/pointer.ts';
import { bind } from './bind.ts';

export function dataHandlers({ workspace, dataHome, replaceData, appVersion, emit }: CoreContext) {
  /** Only while the moved data cannot be reached may something else take its place. */
  const unreachable = (): void => {
    let location: DataLocation;
    try {
      location = dataHome.location();
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'storage.pointer-damaged') return;
      throw error;
    }
    if (location.present) throw new ProblemError('move.reachable', { params: { path: location.folder } });
  };
  const reopened = async (): Promise<DataLocation> => {
    await workspace();
    emit({ type: 'workspace.replaced' });
    return dataHome.location();
  };
  return {
    'data.location': bind(dataCommands['data.location'], () => dataHome.location()),
    'data.move': bind(dataCommands['data.move'], async ({ to }) => {
      await workspace();
      const { old } = dataHome.location();
      if (old !== null) throw new ProblemError('move.old-there', { params: { path: old } });
      await checkTarget(dataHome.home, dataHome.folder(), to);
      let isMoved = false;
      try {
        await replaceData(async () => {
          await moveData(dataHome.home, dataHome.folder(), to);
          isMoved = true;
        });
      } catch (error) {
        if (isMoved) moveBack(dataHome.home);
        await reopened();
        throw error;
      }
      return reopened();
    }),
    'data.removeOld': bind(dataCommands['data.removeOld'], async () => {
      await workspace();
      const removed = removeOld(dataHome.home);
      if (removed === null) throw new ProblemError('not-found', { params: { what: 'old data folder', id: '' } });
      emit({ type: 'workspace.replaced' });
      return { removed };
    }),
    'data.use': bind(dataCommands['data.use'], async ({ folder }) => {
      unreachable();
      if (!isAbsolute(folder) || !existsSync(folder))
        throw new ProblemError('move.no-data', { params: { path: folder } });
      const found = resolve(folder);
      checkDataFolder(found, appVersion);
      writePointer(dataHome.home, found === dataHome.home ? null : { folder: found, old: null });
      return reopened();
    }),
    'data.useHome': bind(dataCommands['data.useHome'], async () => {
      unreachable();
      writePointer(dataHome.home, null);
      return reopened();
    }),
  };
}
