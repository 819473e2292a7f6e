import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Authority } from '../../../protocol/models/authority.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

/** Asks before an authority is trusted no longer. */
export function RemoveAuthority({ authority, onClose }: { authority: Authority; onClose: () => void }) {
  const { t } = useTranslation('authorities');
  const { t: common } = useTranslation();
  const remove = useCommandMutation('authorities.remove');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('removeTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t('removeText', { subject: authority.subject })}</Text>
        {remove.error && <ErrorAlert error={remove.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate({ fingerprint: authority.fingerprint }, { onSuccess: onClose })}
          >
            {t('removeConfirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
