import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

type DeleteCredentialProps = {
  credential: Credential;
  users: readonly Connection[];
  onClose: () => void;
  onDeleted: () => void;
};

/** Asks before a credential goes; one that signs for a connection cannot go, and the dialog says for which. */
export function DeleteCredential({ credential, users, onClose, onDeleted }: DeleteCredentialProps) {
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const remove = useSecretCommand('credentials.delete');
  const used = users.length > 0;
  const confirm = async () => {
    if (await remove.run({ id: credential.id })) onDeleted();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('delete.title', { name: credential.name })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        {used ? (
          <>
            <Text>{t('delete.used', { count: users.length })}</Text>
            <List size="sm" withPadding>
              {users.map((connection) => (
                <List.Item key={connection.id}>{connection.name}</List.Item>
              ))}
            </List>
          </>
        ) : (
          <Text>{t('delete.text')}</Text>
        )}
        {remove.error &&
          (remove.error.problem.code === 'conflict' ? (
            <Text c="var(--cs-bad)" role="alert">
              {t('delete.conflict', { connections: String(remove.error.problem.params.connections ?? '') })}
            </Text>
          ) : (
            <ErrorAlert error={remove.error} />
          ))}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {used ? common('actions.close') : common('actions.cancel')}
          </Button>
          {!used && (
            <Button color="red" loading={remove.pending} onClick={() => void confirm()}>
              {t('delete.confirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
