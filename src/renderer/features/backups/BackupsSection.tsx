import { Button, NumberInput } from '@mantine/core';
import { IconDatabaseExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../../protocol/models/data/backup.ts';
import { useUpdateSettings } from '../../app/use-stored-theme.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { notifyProblem } from '../../ui/notify.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { Section } from '../settings/Section.tsx';
import settings from '../settings/Settings.module.css';
import { BackupList } from './BackupList.tsx';
import classes from './Backups.module.css';
import { RestoreBackup } from './RestoreBackup.tsx';

function Kept() {
  const { t } = useTranslation('backups');
  const kept = useCommandQuery('settings.get', {}).data?.backupsKept;
  const update = useUpdateSettings();
  if (kept === undefined) return null;
  return (
    <NumberInput
      className={classes.keep}
      label={t('keep')}
      description={t('keepHelp')}
      value={kept}
      min={1}
      max={50}
      allowDecimal={false}
      clampBehavior="strict"
      onChange={(value) => {
        if (typeof value === 'number') update({ backupsKept: value }).catch(notifyProblem);
      }}
    />
  );
}

/** Copies of everything, and the way back to one. */
export function BackupsSection() {
  const { t } = useTranslation('backups');
  const backups = useCommandQuery('backups.list', {}).data;
  const create = useCommandMutation('backups.create');
  const [restoring, setRestoring] = useState<Backup | null>(null);
  return (
    <Section
      title={t('title')}
      text={t('text')}
      action={
        <Button
          variant="default"
          leftSection={<IconDatabaseExport size={13} aria-hidden />}
          loading={create.isPending}
          onClick={() => create.mutate({})}
        >
          {t('now')}
        </Button>
      }
    >
      {create.error && <ErrorAlert error={create.error} />}
      {backups && backups.length > 0 && <BackupList backups={backups} onRestore={setRestoring} />}
      {backups?.length === 0 && <p className={settings.note}>{t('none')}</p>}
      <Kept />
      {restoring && <RestoreBackup backup={restoring} onClose={() => setRestoring(null)} />}
    </Section>
  );
}
