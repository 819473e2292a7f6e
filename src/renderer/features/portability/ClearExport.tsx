import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostOutput } from '../../../protocol/host.ts';
import type { ProblemError } from '../../../protocol/problem.ts';
import { callHost } from '../../client/bridge.ts';
import { asProblem, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useFocusWhenLost } from '../../ui/use-focus-when-lost.ts';
import classes from './Portability.module.css';

export type ClearlyWritten = NonNullable<HostOutput<'host.saveClearExport'>>;

type Props = { credentialIds: string[]; onWritten: (written: ClearlyWritten) => void; onCancel: () => void };

/** Secrets in a table anybody can read: written by main for the words typed here, and never seen by the window. */
export function ClearExport({ credentialIds, onWritten, onCancel }: Props) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const asked = useCommandQuery('portability.clearPhrase', { credentialIds }, { forget: true });
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<{ pending: boolean; error: ProblemError | null }>({ pending: false, error: null });
  const phrase = asked.data?.phrase ?? '';
  const ready = phrase !== '' && typed.trim().toLowerCase() === phrase && credentialIds.length > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || state.pending) return;
    setState({ pending: true, error: null });
    try {
      const answer = await callHost('host.saveClearExport', {
        title: t('file.csv'),
        credentialIds,
        confirmation: typed,
      });
      setState({ pending: false, error: null });
      if (answer) onWritten(answer);
    } catch (error) {
      setState({ pending: false, error: asProblem(error) });
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off" noValidate>
      <Stack gap="sm">
        <p className={classes.warning} role="note">
          <IconAlertTriangle size={16} aria-hidden />
          <span>{t('clear.warning', { count: asked.data?.secrets ?? 0 })}</span>
        </p>
        <TextInput
          label={t('clear.type')}
          description={
            <code className={classes.phrase} data-selectable>
              {phrase}
            </code>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
        />
        {(state.error ?? asked.error) && <ErrorAlert error={state.error ?? asProblem(asked.error)} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" color="red" disabled={!ready} loading={state.pending}>
            {t('clear.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What to do with a file of secrets, while it is remembered that there is one. */
export function AfterClearExport({ written, onDone }: { written: ClearlyWritten; onDone: () => void }) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const close = useFocusWhenLost<HTMLButtonElement>(written);
  return (
    <Stack gap="sm" role="status">
      <Text fw={570}>{t('clear.written')}</Text>
      <code className={classes.path} data-selectable>
        {written.path}
      </code>
      <ul className={classes.advice}>
        <li>{t('clear.advice.owner')}</li>
        <li>{t('clear.advice.delete')}</li>
        <li>{t('clear.advice.send')}</li>
        {written.guarded > 0 && <li>{t('clear.advice.guarded', { count: written.guarded })}</li>}
      </ul>
      <Group justify="flex-end">
        <Button ref={close} onClick={onDone}>
          {common('actions.close')}
        </Button>
      </Group>
    </Stack>
  );
}
