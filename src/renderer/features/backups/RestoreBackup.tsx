import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../../protocol/models/data/backup.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { formatMoment } from '../../ui/format.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

/** Asks before everything goes back to a backup, and says what becomes of what there is now. */
export function RestoreBackup({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { t, i18n } = useTranslation('backups');
  const { t: common } = useTranslation();
  const restore = useCommandMutation('backups.restore');
  const moment = formatMoment(backup.at, i18n.language);
  const confirm = async () => {
    try {
      const { before } = await restore.mutateAsync({ name: backup.name });
      notifications.show({
        color: 'green',
        title: t('restored'),
        message: t('restoredText', { moment, before }),
        autoClose: false,
        closeButtonProps: { 'aria-label': common('actions.close') },
      });
      onClose();
    } catch {
      // Shown below, as `restore.error`.
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('restoreTitle', { moment })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t('restoreText')}</Text>
        {restore.error && <ErrorAlert error={restore.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button loading={restore.isPending} onClick={() => void confirm()}>
            {t('restoreConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
