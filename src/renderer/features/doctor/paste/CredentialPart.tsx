import { SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecognisedPaste } from '../../../../protocol/models/diagnosis.ts';
import type { Credential } from '../../../../protocol/models/vault/vault.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import { SecretInput } from '../../../ui/SecretInput.tsx';
import { VaultGate } from '../../vault/VaultGate.tsx';
import classes from '../Doctor.module.css';
import type { CredentialChoice } from './input.ts';

type Props = {
  recognised: RecognisedPaste | null;
  choice: CredentialChoice;
  onChange: (choice: CredentialChoice) => void;
};

function fits({ kind }: Credential, scheme: RecognisedPaste['pasted']['scheme'] | undefined): boolean {
  return scheme === null || scheme === undefined || kind === (scheme === 'oauth1' ? 'oauth-consumer' : 'proctorexam');
}

function FromVault({
  recognised,
  id,
  onChange,
}: {
  recognised: RecognisedPaste | null;
  id: string | null;
  onChange: Props['onChange'];
}) {
  const { t } = useTranslation('doctor');
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const fitting = credentials.filter((one) => fits(one, recognised?.pasted.scheme));
  const consumerKey = recognised?.pasted.consumerKey;
  const matching = recognised?.credentialIds ?? [];
  const help = () => {
    if (id !== null && matching.includes(id)) return t('credential.matches');
    if (consumerKey && matching.length === 0) return t('credential.noMatch', { key: consumerKey.slice(0, 80) });
    return undefined;
  };
  if (fitting.length === 0) {
    return (
      <Text fz="xs" c="dimmed">
        {t('credential.empty')}
      </Text>
    );
  }
  return (
    <VaultGate reason={t('credential.vaultReason')}>
      <Select
        label={t('credential.choose')}
        description={help()}
        placeholder={t('credential.choosePlaceholder')}
        data={fitting.map((one) => ({ value: one.id, label: one.name }))}
        value={id}
        onChange={(value) => onChange({ from: 'vault', id: value })}
        clearable
        searchable
      />
    </VaultGate>
  );
}

function Typed({
  isProctorExam,
  choice,
  onChange,
}: {
  isProctorExam: boolean;
  choice: Extract<CredentialChoice, { from: 'typed' }>;
  onChange: Props['onChange'];
}) {
  const { t } = useTranslation('doctor');
  return (
    <div className={classes.typed}>
      {!isProctorExam && (
        <TextInput
          label={t('credential.key')}
          value={choice.key}
          spellCheck={false}
          onChange={(event) => onChange({ ...choice, key: event.currentTarget.value })}
        />
      )}
      <SecretInput
        label={t(isProctorExam ? 'credential.secretKey' : 'credential.secret')}
        description={t('credential.once')}
        value={choice.secret}
        onChange={(event) => onChange({ ...choice, secret: event.currentTarget.value })}
      />
    </div>
  );
}

const sources = ['vault', 'typed', 'none'] as const;

/** What the signature is checked with: a credential of the vault, one typed for this time only, or nothing. */
export function CredentialPart({ recognised, choice, onChange }: Props) {
  const { t } = useTranslation('doctor');
  const begin = (from: CredentialChoice['from']) => {
    if (from === 'vault') onChange({ from, id: recognised?.credentialIds[0] ?? null });
    else if (from === 'typed') onChange({ from, key: recognised?.pasted.consumerKey ?? '', secret: '' });
    else onChange({ from });
  };
  return (
    <section className={classes.credential} aria-label={t('credential.label')}>
      <span className={classes.label}>{t('credential.label')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('credential.label')}
        data={sources.map((value) => ({ value, label: t(`credential.${value}`) }))}
        value={choice.from}
        onChange={begin}
      />
      {choice.from === 'vault' && <FromVault recognised={recognised} id={choice.id} onChange={onChange} />}
      {choice.from === 'typed' && (
        <Typed isProctorExam={recognised?.pasted.scheme === 'proctorexam'} choice={choice} onChange={onChange} />
      )}
      {choice.from === 'none' && (
        <Text fz="xs" c="dimmed">
          {t('credential.without')}
        </Text>
      )}
    </section>
  );
}
