import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../../protocol/models/data/backup.ts';
import { formatBytes, formatMoment } from '../../ui/format.ts';
import classes from './Backups.module.css';

/** Date, reason and size of each backup, and the way back to it. */
export function BackupList({ backups, onRestore }: { backups: readonly Backup[]; onRestore: (one: Backup) => void }) {
  const { t, i18n } = useTranslation('backups');
  return (
    <ul className={classes.list} aria-label={t('list')}>
      {backups.map((backup) => {
        const moment = formatMoment(backup.at, i18n.language);
        return (
          <li key={backup.name} className={classes.backup}>
            <time dateTime={new Date(backup.at).toISOString()}>{moment}</time>
            <span className={classes.facts}>
              {t(`reasons.${backup.reason}`)} · {formatBytes(backup.bytes)}
            </span>
            <Button variant="default" aria-label={t('restoreOf', { moment })} onClick={() => onRestore(backup)}>
              {t('restore')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
