import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Connection, ConnectionDraft } from '../../../protocol/models/connection.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandMutation } from '../../client/queries.ts';
import { ConnectionForm } from './ConnectionForm.tsx';

type Props = {
  opened: boolean;
  onClose: () => void;
  /** `null` makes a new one. */
  connection: Connection | null;
  /** Leaves for the registration of an LTI 1.3 tool, which makes a connection too. */
  onRegister?: () => void;
};

/** Makes or changes a connection. */
export function ConnectionDialog({ opened, onClose, connection, onRegister }: Props) {
  const { t } = useTranslation('connections');
  const { t: common } = useTranslation();
  const { open } = useNavigator();
  const create = useCommandMutation('connections.create');
  const update = useCommandMutation('connections.update');
  const active = connection ? update : create;

  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (draft: ConnectionDraft) => {
    if (connection) return update.mutate({ id: connection.id, draft }, { onSuccess: close });
    create.mutate(
      { draft },
      {
        onSuccess: ({ id }) => {
          close();
          open({ connectionId: id, view: 'try' });
        },
      },
    );
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size={520}
      title={connection ? t('form.editTitle') : t('form.createTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <ConnectionForm
        connection={connection}
        submitLabel={connection ? t('form.save') : t('form.create')}
        pending={active.isPending}
        error={active.error}
        onSubmit={submit}
        onCancel={close}
        onRegister={onRegister}
      />
    </Modal>
  );
}
