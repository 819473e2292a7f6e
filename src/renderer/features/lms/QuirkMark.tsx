import { Tooltip } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './LaunchAs.module.css';
import { useNotesOf } from './notes-context.ts';

/** Beside a field an LMS sends in its own way: how, and who says so. */
export function QuirkMark({ field }: { field: string }) {
  const { t } = useTranslation('lms');
  const notes = useNotesOf(field);
  if (!notes || field === '') return null;
  const text = notes
    .map(({ quirk, source }) => `${quirk} (${t(`notes.basis.${source.basis}`)}: ${source.document})`)
    .join('\n');
  return (
    <Tooltip label={<span className={classes.tooltip}>{text}</span>}>
      <span className={classes.mark} role="img" aria-label={`${t('notes.mark', { name: field })}: ${text}`}>
        <IconSparkles size={13} aria-hidden />
      </span>
    </Tooltip>
  );
}
