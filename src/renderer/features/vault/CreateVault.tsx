import { Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

/** Makes the vault under a passphrase. */
export function CreateVault({ onCreated }: { onCreated?: () => void }) {
  const { t } = useTranslation('vault');
  const [passphrase, setPassphrase] = useState('');
  const [repeat, setRepeat] = useState('');
  const create = useCommandMutation('vault.create');
  const differs = repeat !== '' && repeat !== passphrase;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ method: { kind: 'passphrase', passphrase } }, { onSuccess: () => onCreated?.() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PasswordInput
          label={t('create.passphrase')}
          description={t('create.help')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="off"
        />
        <PasswordInput
          label={t('create.repeat')}
          value={repeat}
          onChange={(event) => setRepeat(event.currentTarget.value)}
          error={differs ? t('create.mismatch') : null}
          autoComplete="off"
        />
        {create.error && <ErrorAlert error={create.error} />}
        <Button type="submit" disabled={passphrase.length < 12 || repeat !== passphrase} loading={create.isPending}>
          {t('create.button')}
        </Button>
      </Stack>
    </form>
  );
}
