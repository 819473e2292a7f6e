import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostInput } from '../../protocol/host.ts';
import { callHost } from '../client/bridge.ts';
import { notifyProblem } from './notify.ts';

/** `name` is suggested; `title` heads the dialog and names the kind of file there. */
export type FileToSave = HostInput<'host.saveFile'>;

/** The last part of a path and what is before it, on any system. */
export function splitPath(path: string): { folder: string; name: string } {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return { folder: path.slice(0, Math.max(end, 0)) || path.slice(0, end + 1), name: path.slice(end + 1) };
}

/**
 * Asks where to save a file, writes it and says where it is, or why it could not be. `saveFile` is fulfilled with whether it was
 * saved and never rejects. It outlives the screen that asked.
 */
export function useSaveFile(): { saveFile: (file: FileToSave) => Promise<boolean>; saving: boolean } {
  const { t } = useTranslation();
  const [saving, setSaving] = useState(false);
  const saveFile = useCallback(
    async (file: FileToSave) => {
      setSaving(true);
      try {
        const answer = await callHost('host.saveFile', file);
        if (answer === null) return false;
        const { folder, name } = splitPath(answer.path);
        notifications.show({
          title: t('file.saved', { name }),
          message: t('file.savedAt', { folder }),
          color: 'green',
        });
        return true;
      } catch (error) {
        notifyProblem(error);
        return false;
      } finally {
        setSaving(false);
      }
    },
    [t],
  );
  return { saveFile, saving };
}
