import { Button, Stack } from '@mantine/core';
import { IconFingerprint, IconLockOpen2 } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnlockMethod } from '../../../protocol/models/vault/vault-protection.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import classes from './Vault.module.css';

/** What a person typed wrong: told at the field. */
const wrongInput: ReadonlySet<string> = new Set([
  'vault.wrong-passphrase',
  'vault.wrong-recovery-key',
  'vault.recovery-key-mistyped',
]);

/** Asks for the passphrase, or offers the system keychain where the vault has a slot for it. */
export function UnlockPrompt({ onUnlocked, autoFocus = false }: { onUnlocked?: () => void; autoFocus?: boolean }) {
  const { t } = useTranslation('vault');
  const [passphrase, setPassphrase] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const status = useCommandQuery('vault.status', {}).data;
  const slots = status?.slots ?? [];
  const because = status?.lockedBecause ?? 'person';
  const unlock = useSecretCommand('vault.unlock');
  const hasKeychain = slots.some((slot) => slot.kind === 'keychain');
  const hasRecovery = slots.some((slot) => slot.kind === 'recovery');
  const [byRecovery, setByRecovery] = useState(false);
  const hasPassphrase = !hasKeychain || byRecovery || slots.some((slot) => slot.kind === 'passphrase');

  const open = async (method: UnlockMethod) => {
    const unlocked = await unlock.run({ method });
    if (unlocked) onUnlocked?.();
    else input.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (passphrase === '' || unlock.pending) return;
    void open(byRecovery ? { kind: 'recovery', key: passphrase } : { kind: 'passphrase', passphrase });
    setPassphrase('');
  };
  const problem = unlock.error?.problem;
  const wrong = problem && wrongInput.has(problem.code) ? problemText(problem) : null;
  return (
    <form onSubmit={submit} autoComplete="off" noValidate>
      <Stack gap="sm">
        {because !== 'person' && <p className={classes.note}>{t(`unlock.because.${because}`)}</p>}
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
              label={byRecovery ? t('unlock.recovery') : t('unlock.passphrase')}
              description={byRecovery ? t('unlock.recoveryHelp') : undefined}
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
        {hasRecovery && (
          <Button
            variant="subtle"
            onClick={() => {
              setByRecovery(!byRecovery);
              setPassphrase('');
              unlock.reset();
            }}
          >
            {byRecovery ? t('unlock.usePassphrase') : t('unlock.useRecovery')}
          </Button>
        )}
        {unlock.error && !wrong && <ErrorAlert error={unlock.error} />}
      </Stack>
    </form>
  );
}
