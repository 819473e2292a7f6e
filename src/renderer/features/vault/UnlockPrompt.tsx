import { Button, Stack } from '@mantine/core';
import { IconFingerprint, IconLockOpen2 } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnlockMethod } from '../../../protocol/models/vault-protection.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';

/** Asks for the passphrase, or offers the system keychain where the vault has a slot for it. */
export function UnlockPrompt({ onUnlocked, autoFocus = false }: { onUnlocked?: () => void; autoFocus?: boolean }) {
  const { t } = useTranslation('vault');
  const [passphrase, setPassphrase] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const slots = useCommandQuery('vault.status', {}).data?.slots ?? [];
  const unlock = useSecretCommand('vault.unlock');
  const hasKeychain = slots.some((slot) => slot.kind === 'keychain');
  const hasPassphrase = !hasKeychain || slots.some((slot) => slot.kind === 'passphrase');

  const open = async (method: UnlockMethod) => {
    const unlocked = await unlock.run({ method });
    if (unlocked) onUnlocked?.();
    else input.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (passphrase === '' || unlock.pending) return;
    void open({ kind: 'passphrase', passphrase });
    setPassphrase('');
  };
  const problem = unlock.error?.problem;
  const wrong = problem?.code === 'vault.wrong-passphrase' ? problemText(problem) : null;
  return (
    <form onSubmit={submit} autoComplete="off" noValidate>
      <Stack gap="sm">
        {hasKeychain && (
          <Button
            variant={hasPassphrase ? 'default' : 'filled'}
            loading={unlock.pending}
            leftSection={<IconFingerprint size={14} aria-hidden />}
            onClick={() => void open({ kind: 'keychain' })}
          >
            {t('unlock.keychain')}
          </Button>
        )}
        {hasPassphrase && (
          <>
            <SecretInput
              ref={input}
              label={t('unlock.passphrase')}
              value={passphrase}
              onChange={(event) => {
                setPassphrase(event.currentTarget.value);
                if (unlock.error) unlock.reset();
              }}
              error={wrong ? `${wrong.title} ${wrong.fix}` : null}
              data-autofocus={autoFocus || undefined}
            />
            <Button
              type="submit"
              disabled={passphrase === '' && !unlock.pending}
              loading={unlock.pending}
              leftSection={<IconLockOpen2 size={14} aria-hidden />}
            >
              {t('unlock.button')}
            </Button>
          </>
        )}
        {unlock.error && !wrong && <ErrorAlert error={unlock.error} />}
      </Stack>
    </form>
  );
}
