import { Button, PasswordInput, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { problemText } from '../../i18n/problem-text.ts';

/** Asks for the passphrase, or offers the system keychain where the vault has a slot for it. */
export function UnlockPrompt({ onUnlocked, autoFocus = false }: { onUnlocked?: () => void; autoFocus?: boolean }) {
  const { t } = useTranslation('vault');
  const [passphrase, setPassphrase] = useState('');
  const status = useCommandQuery('vault.status', {});
  const unlock = useCommandMutation('vault.unlock');
  const has = (kind: 'passphrase' | 'keychain') => status.data?.slots.some((slot) => slot.kind === kind) ?? false;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate({ method: { kind: 'passphrase', passphrase } }, { onSuccess: () => onUnlocked?.() });
    setPassphrase('');
  };
  const error = unlock.error ? problemText(asProblem(unlock.error).problem) : null;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PasswordInput
          label={t('unlock.passphrase')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          error={error ? `${error.title} ${error.fix}` : null}
          autoComplete="off"
          data-autofocus={autoFocus || undefined}
        />
        <Button type="submit" disabled={passphrase === ''} loading={unlock.isPending}>
          {t('unlock.button')}
        </Button>
        {has('keychain') && (
          <Button
            variant="default"
            leftSection={<IconFingerprint size={14} aria-hidden />}
            onClick={() => unlock.mutate({ method: { kind: 'keychain' } }, { onSuccess: () => onUnlocked?.() })}
          >
            {t('unlock.keychain')}
          </Button>
        )}
      </Stack>
    </form>
  );
}
