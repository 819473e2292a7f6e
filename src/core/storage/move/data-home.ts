import { existsSync } from 'node:fs';
import type { DataLocation } from '../../../protocol/models/data/data-location.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { dataPaths } from '../folder.ts';
import { type Pointer, readPointer } from './pointer.ts';

/** The folder every start looks into first, and where the data really is. */
export type DataHome = {
  /** Where data is when nothing was moved. */
  readonly home: string;
  /** The folder in charge. Throws `storage.pointer-damaged`. */
  folder(): string;
  /** As `folder`, and throws `storage.moved-missing` when data was moved to a folder that is not there now. */
  present(): string;
  /** Where the log goes: never into a folder that is not there now. */
  logs(): string;
  location(): DataLocation;
};

export function createDataHome(home: string): DataHome {
  const pointed = (): Pointer => readPointer(home) ?? { folder: home, old: null };
  const isThere = (folder: string): boolean => folder === home || existsSync(dataPaths(folder).database);
  return {
    home,
    folder: () => pointed().folder,
    present: () => {
      const { folder } = pointed();
      // An empty folder at that place, such as the mount point of a disk, must not become a workspace without anything.
      if (!isThere(folder)) throw new ProblemError('storage.moved-missing', { params: { path: folder } });
      return folder;
    },
    logs: () => {
      try {
        const { folder } = pointed();
        return isThere(folder) ? folder : home;
      } catch {
        return home;
      }
    },
    location: () => {
      const { folder, old } = pointed();
      const { database } = dataPaths(folder);
      const homeHasData = existsSync(dataPaths(home).database);
      return { home, folder, database, old, present: isThere(folder), homeHasData };
    },
  };
}
