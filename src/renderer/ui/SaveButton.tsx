import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { notifyProblem } from './notify.ts';
import { type FileToSave, useSaveFile } from './use-save-file.ts';

type SaveButtonProps = {
  /** The file, or what makes it when the button is pressed; `null` when there is nothing to save after all. */
  file: FileToSave | (() => Promise<FileToSave | null>);
  label?: string;
  disabled?: boolean;
  /** `filled` where saving is what the screen is for. */
  variant?: 'default' | 'filled';
};

/** Saves a file where the person says, and says so. */
export function SaveButton({ file, label, disabled = false, variant = 'default' }: SaveButtonProps) {
  const { t } = useTranslation();
  const { saveFile, saving } = useSaveFile();
  const save = async () => {
    try {
      const made = typeof file === 'function' ? await file() : file;
      if (made !== null) await saveFile(made);
    } catch (error) {
      notifyProblem(error);
    }
  };
  return (
    <Button
      variant={variant}
      leftSection={<IconDownload size={14} aria-hidden />}
      disabled={disabled}
      loading={saving}
      onClick={() => void save()}
    >
      {label ?? t('file.save')}
    </Button>
  );
}
