import { type Settings, settingsSchema } from '../../protocol/commands/workspace.ts';
import type { Storage } from '../storage/open-storage.ts';

const key = 'app';
const defaults: Settings = { theme: 'system', language: 'en', tourDone: false, backupsKept: 5 };

export function readSettings({ settings }: Pick<Storage, 'settings'>): Settings {
  return { ...defaults, ...settings.read(key, settingsSchema.partial()) };
}

/** Changes some settings; answers all. */
export function changeSettings(storage: Pick<Storage, 'settings'>, changes: Partial<Settings>): Settings {
  const changed = settingsSchema.parse({ ...readSettings(storage), ...changes });
  storage.settings.write(key, changed);
  return changed;
}
