import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { asProblem, useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation('settings');
  const { problem } = asProblem(error);
  if (problem.code !== 'conflict') return <ErrorAlert error={error} />;
  return (
    <Text c="var(--cs-bad)" role="alert">
      {t('contracts.inUse', { connections: String(problem.params.connections ?? '') })}
    </Text>
  );
}

/** Asks before an imported contract goes. One that connections use stays. */
export function DeleteContract({ contract, onClose }: { contract: ContractSummary; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const remove = useCommandMutation('contracts.delete');
  const connections = useCommandQuery('connections.list', {}).data ?? [];
  const users = connections.filter((one) => one.contractId === contract.id).map(({ name }) => name);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('contracts.deleteTitle', { title: contract.title })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>
          {users.length > 0 ? t('contracts.inUse', { connections: users.join(', ') }) : t('contracts.deleteText')}
        </Text>
        {remove.error && <Failure error={remove.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {users.length > 0 ? common('actions.close') : common('actions.cancel')}
          </Button>
          {users.length === 0 && (
            <Button
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate({ id: contract.id }, { onSuccess: onClose })}
            >
              {t('contracts.deleteConfirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
