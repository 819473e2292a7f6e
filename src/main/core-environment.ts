import { coreEnvironment } from '../protocol/host.ts';

/** Without these, programs do not run on Windows at all. */
const windowsEssentials = [
  'SystemRoot',
  'SystemDrive',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
] as const;

export type CoreSettings = { dataFolder: string; resources: string; appVersion: string; again: boolean };

/** The whole environment of the core process. Main's own may hold tokens and switches that are none of its business. */
export function environmentForCore(
  settings: CoreSettings,
  platform: string,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const essentials = platform === 'win32' ? windowsEssentials : [];
  return {
    ...Object.fromEntries(
      essentials.flatMap((name) => {
        const value = own[name];
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
    [coreEnvironment.dataFolder]: settings.dataFolder,
    [coreEnvironment.resources]: settings.resources,
    [coreEnvironment.appVersion]: settings.appVersion,
    ...(settings.again ? { [coreEnvironment.keepDeletions]: '1' } : {}),
  };
}
