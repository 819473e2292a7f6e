import { Button, Stack } from '@mantine/core';
import { IconAlertTriangle, IconFingerprint } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { keychainName, keychainOffer } from './keychain.ts';
import { StrengthMeter } from './StrengthMeter.tsx';
import { shortestPassphrase } from './strength.ts';
import classes from './Vault.module.css';

type Kind = 'keychain' | 'passphrase';

function Choices({ kind, backend, onChange }: { kind: Kind; backend: string; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation('vault');
  return (
    <div role="radiogroup" aria-label={t('create.how')} className={classes.choices}>
      {(['keychain', 'passphrase'] as const).map((one) => (
        <label key={one} className={classes.choice}>
          <input type="radio" name="vault-kind" checked={kind === one} onChange={() => onChange(one)} />
          <span>
            <span className={classes.choiceTitle}>
              {t(`create.choices.${one}.title`)}
              {one === 'keychain' && <span className={classes.recommended}>{t('create.recommended')}</span>}
            </span>
            <span className={classes.choiceText}>
              {t(`create.choices.${one}.text`, { keychain: keychainName(backend) })}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}

type FieldsProps = { passphrase: string; repeat: string; onChange: (passphrase: string, repeat: string) => void };

function PassphraseFields({ passphrase, repeat, onChange }: FieldsProps) {
  const { t } = useTranslation('vault');
  const differs = repeat !== '' && !passphrase.startsWith(repeat);
  return (
    <>
      <Stack gap={4}>
        <SecretInput
          label={t('create.passphrase')}
          description={t('create.help')}
          value={passphrase}
          onChange={(event) => onChange(event.currentTarget.value, repeat)}
          data-autofocus
        />
        <StrengthMeter passphrase={passphrase} />
      </Stack>
      <SecretInput
        label={t('create.repeat')}
        value={repeat}
        onChange={(event) => onChange(passphrase, event.currentTarget.value)}
        error={differs ? t('create.mismatch') : null}
      />
      <p className={classes.warning}>
        <IconAlertTriangle size={15} aria-hidden />
        {t('create.lost')}
      </p>
    </>
  );
}

/** Makes the vault: under the system's keychain where that protects, otherwise or by choice under a passphrase. */
export function CreateVault({ onCreated }: { onCreated?: () => void }) {
  const { t } = useTranslation('vault');
  const keychain = useCommandQuery('vault.status', {}).data?.keychain;
  const offer = keychain ? keychainOffer(keychain) : 'unknown';
  const [chosen, setChosen] = useState<Kind | null>(null);
  const kind: Kind = chosen ?? (offer === 'offered' ? 'keychain' : 'passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [repeat, setRepeat] = useState('');
  const create = useSecretCommand('vault.create');
  const ready = kind === 'keychain' || (passphrase.length >= shortestPassphrase && repeat === passphrase);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!ready || create.pending) return;
    const created = await create.run({
      method: kind === 'keychain' ? { kind: 'keychain' } : { kind: 'passphrase', passphrase },
    });
    if (!created) return;
    setPassphrase('');
    setRepeat('');
    onCreated?.();
  };
  return (
    <form onSubmit={submit} autoComplete="off" noValidate>
      <Stack gap="sm">
        {offer === 'offered' && <Choices kind={kind} backend={keychain?.backend ?? ''} onChange={setChosen} />}
        {kind === 'passphrase' && (
          <PassphraseFields
            passphrase={passphrase}
            repeat={repeat}
            onChange={(nextPassphrase, nextRepeat) => {
              setPassphrase(nextPassphrase);
              setRepeat(nextRepeat);
            }}
          />
        )}
        {create.error && <ErrorAlert error={create.error} />}
        <Button
          type="submit"
          disabled={!ready}
          loading={create.pending}
          leftSection={kind === 'keychain' ? <IconFingerprint size={14} aria-hidden /> : undefined}
        >
          {t('create.button')}
        </Button>
        {keychain && offer !== 'offered' && (
          <p className={classes.note}>{t(`create.noKeychain.${offer}`, { backend: keychain.backend })}</p>
        )}
      </Stack>
    </form>
  );
}
