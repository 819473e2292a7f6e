import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

/** Asks before the copy that a move left is deleted. */
export function RemoveOld({ old, now, onClose }: { old: string; now: string; onClose: () => void }) {
  const { t } = useTranslation('whereabouts');
  const { t: common } = useTranslation();
  const remove = useCommandMutation('data.removeOld');
  const confirm = async () => {
    try {
      await remove.mutateAsync({});
      onClose();
    } catch {
      // Shown below, as `remove.error`.
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('folder.removeTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t('folder.removeText', { folder: old, now })}</Text>
        {remove.error && <ErrorAlert error={remove.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => void confirm()}>
            {t('folder.removeConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
