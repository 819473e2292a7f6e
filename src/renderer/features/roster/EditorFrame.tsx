import { Button, Group } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Roster.module.css';

type EditorFrameProps = {
  /** Of what is edited; `null` for something new. */
  name: string | null;
  pending: boolean;
  error: Error | null;
  onSave: () => void;
  onDelete: () => void;
  children: ReactNode;
};

/** A form with its buttons; deleting takes a second press. */
export function EditorFrame({ name, pending, error, onSave, onDelete, children }: EditorFrameProps) {
  const { t } = useTranslation('roster');
  const [asking, setAsking] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSave();
  };
  return (
    <form className={classes.editor} onSubmit={submit} noValidate autoComplete="off">
      <div className={classes.fields}>{children}</div>
      {error && <ErrorAlert error={error} />}
      <Group gap="sm" justify="flex-end" className={classes.buttons ?? ''}>
        {name !== null && !asking && (
          <Button variant="default" mr="auto" onClick={() => setAsking(true)}>
            {t('delete')}
          </Button>
        )}
        {name !== null && asking && (
          <Group gap="sm" mr="auto" role="alert">
            <span>{t('deleteAsk', { name })}</span>
            <Button color="red" onClick={onDelete}>
              {t('deleteNow')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('keep')}
            </Button>
          </Group>
        )}
        <Button type="submit" loading={pending}>
          {t('save')}
        </Button>
      </Group>
    </form>
  );
}
