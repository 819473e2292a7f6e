import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { Facts } from '../settings/Section.tsx';
import classes from '../settings/Settings.module.css';

/** Says what moving does, and moves. */
export function MoveData({ from, to, onClose }: { from: string; to: string; onClose: () => void }) {
  const { t } = useTranslation('whereabouts');
  const { t: common } = useTranslation();
  const move = useCommandMutation('data.move');
  const confirm = async () => {
    try {
      const { folder } = await move.mutateAsync({ to });
      notifications.show({
        color: 'green',
        title: t('move.done'),
        message: t('move.doneText', { folder }),
        autoClose: false,
        closeButtonProps: { 'aria-label': common('actions.close') },
      });
      onClose();
    } catch {
      // Shown below, as `move.error`.
    }
  };
  const path = (value: string) => (
    <span className={classes.path}>
      <code>{value}</code>
    </span>
  );
  return (
    <Modal
      opened
      onClose={move.isPending ? () => {} : onClose}
      title={t('move.title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Facts
          rows={[
            { name: t('move.from'), value: path(from) },
            { name: t('move.to'), value: path(to) },
          ]}
        />
        <Text>{t('move.text')}</Text>
        <Text>{t('move.old')}</Text>
        {move.error && <ErrorAlert error={move.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" disabled={move.isPending} onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button loading={move.isPending} onClick={() => void confirm()}>
            {t('move.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
