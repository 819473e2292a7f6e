import { Button, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../../protocol/models/data/backup.ts';
import type { Problem } from '../../../protocol/problem.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { MovedTrouble } from '../whereabouts/MovedTrouble.tsx';
import { BackupList } from './BackupList.tsx';
import classes from './Backups.module.css';
import { RestoreBackup } from './RestoreBackup.tsx';

const cured: readonly string[] = ['storage.corrupt', 'storage.migration-failed', 'storage.newer-than-app'];

function ChooseBackup({ onChoose, onClose }: { onChoose: (backup: Backup) => void; onClose: () => void }) {
  const { t } = useTranslation('backups');
  const { t: common } = useTranslation();
  const backups = useCommandQuery('backups.list', {}).data ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('chooseTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{backups.length === 0 ? t('chooseNone') : t('chooseText')}</Text>
        {backups.length > 0 && <BackupList backups={backups} onRestore={onChoose} />}
      </Stack>
    </Modal>
  );
}

/** What can be done when the data cannot be opened. */
export function DataTrouble({ problem }: { problem: Problem }) {
  const { t } = useTranslation('backups');
  const [choosing, setChoosing] = useState(false);
  const [restoring, setRestoring] = useState<Backup | null>(null);
  if (!problem.code.startsWith('storage.')) return null;
  return (
    <div className={classes.trouble}>
      {cured.includes(problem.code) && (
        <Button variant="default" onClick={() => setChoosing(true)}>
          {t('choose')}
        </Button>
      )}
      {problem.code.startsWith('storage.moved') || problem.code === 'storage.pointer-damaged' ? <MovedTrouble /> : null}
      <Button variant="default" onClick={() => window.location.reload()}>
        {t('again')}
      </Button>
      {choosing && restoring === null && <ChooseBackup onChoose={setRestoring} onClose={() => setChoosing(false)} />}
      {restoring && <RestoreBackup backup={restoring} onClose={() => setRestoring(null)} />}
    </div>
  );
}
