import { z } from 'zod';
import { type Bounds, type HostCommandName, hostCommands, type RuntimeInfo } from '../protocol/host.ts';
import type { CsvPreview } from '../protocol/models/data/portability.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { SaveClearExport } from './files/clear-export.ts';
import { readTextFile } from './files/read-text-file.ts';
import { safeFileName, saveFile } from './files/save-file.ts';

export type ThemeChoice = z.output<(typeof hostCommands)['host.setTheme']['input']>['theme'];

/** What host commands act on. */
export type HostPorts = {
  runtimeInfo(): RuntimeInfo;
  placeLaunchView(exchangeId: string, bounds: Bounds | null): boolean;
  writeClipboard(text: string): void;
  /** Puts a secret of the vault on the clipboard; answers after how many seconds it is taken off. */
  copySecret(credentialId: string, part: string): Promise<number>;
  /** Puts a text with a secret on the clipboard; answers after how many seconds it is taken off. */
  copySecretText(text: string): Promise<number>;
  openExternal(url: string): Promise<void>;
  setTheme(theme: ThemeChoice): Promise<void>;
  /** A table of credentials at this path as core reads it. */
  openCsv(path: string): Promise<CsvPreview>;
  /** Secrets in clear, once confirmed: where they were written. */
  saveClearExport: SaveClearExport;
  /** Path of the file the person chose, `null` when they chose none. */
  chooseFile(title: string, extensions: readonly string[]): Promise<string | null>;
  chooseFolder(title: string): Promise<string | null>;
  openDataFolder(): Promise<void>;
  /** Path the person wants a file saved at, `null` when they changed their mind. Replacing a file is confirmed by the dialog. */
  chooseSavePath(title: string, name: string, extensions: readonly string[]): Promise<string | null>;
};

/** Host commands by name. Each checks its input and rejects with a {@link ProblemError} when it breaks the schema. */
export type HostCommands = ReadonlyMap<string, (input: unknown) => Promise<unknown>>;

export function createHostCommands(ports: HostPorts): HostCommands {
  const commands = {
    'host.runtime': command(hostCommands['host.runtime'], async () => ports.runtimeInfo()),
    'host.placeLaunchView': command(hostCommands['host.placeLaunchView'], async ({ exchangeId, bounds }) => ({
      shown: ports.placeLaunchView(exchangeId, bounds),
    })),
    'host.copyText': command(hostCommands['host.copyText'], async ({ text }) => {
      ports.writeClipboard(text);
      return {};
    }),
    'host.copySecret': command(hostCommands['host.copySecret'], async ({ credentialId, part }) => ({
      clearAfter: await ports.copySecret(credentialId, part),
    })),
    'host.copySecretText': command(hostCommands['host.copySecretText'], async ({ text }) => ({
      clearAfter: await ports.copySecretText(text),
    })),
    'host.openExternal': command(hostCommands['host.openExternal'], async ({ url }) => {
      await ports.openExternal(url);
      return {};
    }),
    'host.setTheme': command(hostCommands['host.setTheme'], async ({ theme }) => {
      await ports.setTheme(theme);
      return {};
    }),
    'host.chooseFolder': command(hostCommands['host.chooseFolder'], async ({ title }) => {
      const path = await ports.chooseFolder(title);
      return path === null ? null : { path };
    }),
    'host.openDataFolder': command(hostCommands['host.openDataFolder'], async () => {
      await ports.openDataFolder();
      return {};
    }),
    'host.openTextFile': command(hostCommands['host.openTextFile'], async ({ title, extensions }) => {
      const path = await ports.chooseFile(title, extensions);
      return path === null ? null : readTextFile(path);
    }),
    'host.saveFile': command(hostCommands['host.saveFile'], async ({ title, name, extensions, content }) => {
      const path = await ports.chooseSavePath(title, safeFileName(name), extensions);
      if (path === null) return null;
      await saveFile(path, content.as === 'text' ? content.text : Buffer.from(content.base64, 'base64'));
      return { saved: true as const, path };
    }),
    'host.openCsv': command(hostCommands['host.openCsv'], async ({ title }) => {
      const path = await ports.chooseFile(title, ['csv', 'tsv', 'txt']);
      return path === null ? null : ports.openCsv(path);
    }),
    'host.saveClearExport': command(hostCommands['host.saveClearExport'], async ({ title, ...asked }) =>
      ports.saveClearExport(asked, () => ports.chooseSavePath(title, 'credentials.csv', ['csv'])),
    ),
  } satisfies Record<HostCommandName, (input: unknown) => Promise<unknown>>;
  return new Map(Object.entries(commands));
}

function command<I extends z.ZodType, O extends z.ZodType>(
  { input: schema }: { input: I; output: O },
  run: (input: z.output<I>) => Promise<z.input<O>>,
): (input: unknown) => Promise<unknown> {
  return async (input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      throw new ProblemError('input.invalid', {
        field: parsed.error.issues[0]?.path.map(String).join('.') ?? '',
        detail: z.prettifyError(parsed.error),
      });
    }
    return run(parsed.data);
  };
}
