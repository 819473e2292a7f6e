import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useFocusWhenLost } from '../../ui/use-focus-when-lost.ts';
import classes from './Catcher.module.css';
import { RegistrationEditor } from './RegistrationEditor.tsx';
import { emptyForm, formOfRegistration, type RegistrationForm } from './registration-form.ts';

type Editing = { id: string | null; form: RegistrationForm };

/** The platforms of LTI 1.3 the catcher knows. `draft`: begins with a new one that is filled in as far as it is known. */
export function RegistrationsDialog({ draft, onClose }: { draft: RegistrationForm | null; onClose: () => void }) {
  const { t } = useTranslation('catcher');
  const { t: common } = useTranslation();
  const list = useCommandQuery('catcher.registrations', {}).data ?? [];
  const remove = useCommandMutation('catcher.deleteRegistration');
  const [editing, setEditing] = useState<Editing | null>(draft === null ? null : { id: null, form: draft });
  const add = useFocusWhenLost<HTMLButtonElement>(editing === null ? list.length : editing);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('registrations.title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {editing === null ? (
        <Stack gap="md">
          <Text size="sm">{t('registrations.lead')}</Text>
          {list.length === 0 && <Text size="sm">{t('registrations.none')}</Text>}
          <ul className={classes.registrations}>
            {list.map((registration) => (
              <li key={registration.id}>
                <span>
                  <strong>{registration.name}</strong>
                  <code>{registration.issuer}</code>
                </span>
                <ActionIcon
                  aria-label={t('registrations.edit', { name: registration.name })}
                  onClick={() => setEditing({ id: registration.id, form: formOfRegistration(registration) })}
                >
                  <IconPencil size={14} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('registrations.delete', { name: registration.name })}
                  onClick={() => remove.mutate({ id: registration.id })}
                >
                  <IconTrash size={14} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
          {remove.error && <ErrorAlert error={remove.error} />}
          <Group>
            <Button ref={add} onClick={() => setEditing({ id: null, form: emptyForm })}>
              {t('registrations.add')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <RegistrationEditor id={editing.id} initial={editing.form} onDone={() => setEditing(null)} />
      )}
    </Modal>
  );
}
