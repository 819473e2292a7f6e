import { type BrowserWindow, dialog } from 'electron';

type Filter = { name: string; extensions: string[] };

function filtersFor(title: string, extensions: readonly string[]): Filter[] {
  return extensions.length === 0 ? [] : [{ name: title, extensions: [...extensions] }];
}

/** Path of the file the person chose to open, `null` when they chose none. */
export async function chooseFile(
  window: BrowserWindow | null,
  title: string,
  extensions: readonly string[],
): Promise<string | null> {
  const options = { title, filters: filtersFor(title, extensions), properties: ['openFile' as const] };
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return filePaths[0] ?? null;
}

/** Path of the folder the person chose, `null` when they chose none. */
export async function chooseFolder(window: BrowserWindow | null, title: string): Promise<string | null> {
  const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] };
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
}

/** Path the person wants a file saved at, `null` when they changed their mind. The dialog confirms that a file is replaced. */
export async function chooseSavePath(
  window: BrowserWindow | null,
  title: string,
  name: string,
  extensions: readonly string[],
): Promise<string | null> {
  const options = {
    title,
    defaultPath: name,
    filters: filtersFor(title, extensions),
    properties: ['showOverwriteConfirmation' as const, 'createDirectory' as const],
  };
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
}
