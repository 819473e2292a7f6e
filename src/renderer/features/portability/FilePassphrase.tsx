import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { StrengthMeter } from '../vault/StrengthMeter.tsx';
import { shortestPassphrase } from '../vault/strength.ts';

export type NewPassphrase = { passphrase: string; repeat: string };
export const noPassphrase: NewPassphrase = { passphrase: '', repeat: '' };

export function isReady({ passphrase, repeat }: NewPassphrase): boolean {
  return passphrase.length >= shortestPassphrase && passphrase === repeat;
}

type Props = { value: NewPassphrase; onChange: (value: NewPassphrase) => void };

/** The passphrase of a file that is written: another one than that of the vault, because somebody else is told it. */
export function FilePassphrase({ value, onChange }: Props) {
  const { t } = useTranslation('portability');
  const differs = value.repeat !== '' && !value.passphrase.startsWith(value.repeat);
  return (
    <Stack gap="sm">
      <Stack gap={4}>
        <SecretInput
          label={t('passphrase.new')}
          description={t('passphrase.newHelp')}
          value={value.passphrase}
          onChange={(event) => onChange({ ...value, passphrase: event.currentTarget.value })}
        />
        <StrengthMeter passphrase={value.passphrase} />
      </Stack>
      <SecretInput
        label={t('passphrase.repeat')}
        value={value.repeat}
        onChange={(event) => onChange({ ...value, repeat: event.currentTarget.value })}
        error={differs ? t('passphrase.mismatch') : null}
      />
    </Stack>
  );
}
