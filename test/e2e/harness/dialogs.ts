import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningApp } from './launch.ts';

/** Answers the system's next dialogs for opening a file, which no test can operate, with a file of this content. */
export async function chooseToOpen(
  { app, userData }: RunningApp,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const path = join(userData, name);
  await writeFile(path, content);
  // The app may run as another user than the test.
  await chmod(path, 0o644);
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Answers the system's next dialogs for choosing a folder with this one. */
export async function chooseFolder({ app }: RunningApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

/**
 * Answers the system's next dialogs for saving a file: with the suggested name in the user-data folder, with the path given, or
 * like a person who cancels. `suggested` tells what the last dialog proposed.
 */
export async function chooseToSave(
  { app, userData }: RunningApp,
  answer: 'suggested' | 'cancel' | { path: string } = 'suggested',
): Promise<{ suggested(): Promise<string | null>; path(name: string): string }> {
  await app.evaluate(
    ({ dialog }, { given, folder }) => {
      const asked: { name: string | null } = { name: null };
      Object.assign(globalThis, { countersignSaveDialog: asked });
      dialog.showSaveDialog = async (...parts: unknown[]) => {
        const options = parts.at(-1);
        const named = typeof options === 'object' && options !== null && 'defaultPath' in options;
        asked.name = named ? String(options.defaultPath) : null;
        if (given === 'cancel') return { canceled: true, filePath: '' };
        const filePath = given === 'suggested' ? `${folder}/${asked.name ?? 'unnamed'}` : given.path;
        return { canceled: false, filePath };
      };
    },
    { given: answer, folder: userData },
  );
  return {
    suggested: () =>
      app.evaluate(() => {
        const asked: unknown = Reflect.get(globalThis, 'countersignSaveDialog');
        return typeof asked === 'object' && asked !== null && 'name' in asked && typeof asked.name === 'string'
          ? asked.name
          : null;
      }),
    path: (name) => join(userData, name),
  };
}
