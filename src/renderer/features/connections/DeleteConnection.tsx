import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

/** Asks before a connection goes, and says what goes with it. */
export function DeleteConnection({ connection, onClose }: { connection: Connection | null; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const { t: common } = useTranslation();
  const { dispatch } = useNavigator();
  const remove = useCommandMutation('connections.delete');
  const confirm = () => {
    if (!connection) return;
    const { id } = connection;
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          dispatch({ type: 'drop-connection', connectionId: id });
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened={connection !== null}
      onClose={onClose}
      title={t('delete.title', { name: connection?.name ?? '' })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t('delete.text')}</Text>
        {remove.error && <ErrorAlert error={remove.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={confirm}>
            {t('delete.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
