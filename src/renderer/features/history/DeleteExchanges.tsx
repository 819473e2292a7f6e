import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callCommand } from '../../client/bridge.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { inParts } from './list.ts';

type DeleteExchangesProps = { ids: readonly string[]; onClose: () => void; onDeleted: () => void };

/** Asks before exchanges go from the history. */
export function DeleteExchanges({ ids, onClose, onDeleted }: DeleteExchangesProps) {
  const { t } = useTranslation('history');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    setPending(true);
    setError(null);
    try {
      for (const part of inParts(ids)) await callCommand('exchanges.delete', { ids: part });
      onDeleted();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPending(false);
      await client.invalidateQueries({ queryKey: ['exchanges.list'] });
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('delete.title', { count: ids.length })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t('delete.text')}</Text>
        {error !== null && <ErrorAlert error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button color="red" loading={pending} onClick={() => void confirm()}>
            {t('delete.confirm', { count: ids.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
