import { Button, Group, SegmentedControl, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credential, CredentialDraft } from '../../../protocol/models/vault.ts';
import type { ProblemError } from '../../../protocol/problem.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { ConfigurationChecks } from '../doctor/ConfigurationChecks.tsx';
import {
  type CredentialErrors,
  type CredentialForm as CredentialFormState,
  type CredentialPreset,
  formOf,
  readDraft,
} from './draft.ts';
import { generatedBits, generateSecret } from './generate.ts';
import { readHost, readHosts } from './hosts.ts';
import { StrayWarning } from './StrayWarning.tsx';

type SecretField = 'secret' | 'apiToken' | 'secretKey';
type Fields = {
  form: CredentialFormState;
  errors: CredentialErrors;
  isNew: boolean;
  change: (part: Partial<CredentialFormState>) => void;
};

function SecretFieldInput({ field, form, errors, isNew, change }: Fields & { field: SecretField }) {
  const { t } = useTranslation('credentials');
  const [generated, setGenerated] = useState(false);
  const value = form[field];
  const set = (next: string) => change({ [field]: next });
  const canGenerate = field === 'secret';
  const error = errors[field] ? t(`form.missing.${field}`) : null;
  return (
    <div>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <SecretInput
          flex={1}
          label={t(`parts.${field}`)}
          description={t(`form.help.${field}`)}
          placeholder={isNew ? undefined : t('form.unchanged')}
          value={value}
          required={isNew && field !== 'apiToken'}
          onChange={(event) => {
            set(event.currentTarget.value);
            setGenerated(false);
          }}
          error={error}
        />
        {canGenerate && (
          <Button
            variant="default"
            leftSection={<IconSparkles size={13} aria-hidden />}
            mb={error ? 20 : 0}
            onClick={() => {
              set(generateSecret((bytes) => crypto.getRandomValues(bytes)));
              setGenerated(true);
            }}
          >
            {t('form.generate')}
          </Button>
        )}
      </Group>
      {generated && (
        <Text fz="xs" c="var(--cs-ok)" mt={4} role="status">
          {t('form.generated', { characters: value.length, bits: generatedBits })}
        </Text>
      )}
      <StrayWarning text={value} label={t(`parts.${field}`)} onTrim={set} />
    </div>
  );
}

/** Stray characters are shown beside their field, with a button that takes them away. */
const shownBeside = ['CFG-01'];

function KeyFields(props: Fields) {
  const { t } = useTranslation('credentials');
  const { form, errors, change } = props;
  if (form.kind === 'proctorexam')
    return (
      <>
        <SecretFieldInput {...props} field="apiToken" />
        <SecretFieldInput {...props} field="secretKey" />
      </>
    );
  return (
    <>
      <div>
        <TextInput
          label={t('parts.consumerKey')}
          description={t('form.help.consumerKey')}
          value={form.consumerKey}
          onChange={(event) => change({ consumerKey: event.currentTarget.value })}
          error={errors.consumerKey && t('form.missing.consumerKey')}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <StrayWarning
          text={form.consumerKey}
          label={t('parts.consumerKey')}
          onTrim={(consumerKey) => change({ consumerKey })}
        />
      </div>
      <SecretFieldInput {...props} field="secret" />
      <ConfigurationChecks consumerKey={form.consumerKey} secret={form.secret} leaveOut={shownBeside} />
    </>
  );
}

function HostsInput({ form, errors, change }: Fields) {
  const { t } = useTranslation('credentials');
  const { refused } = readHosts(form.allowedHosts);
  const invalid = refused.length > 0 ? t('form.invalidHosts', { hosts: refused.join(', ') }) : null;
  return (
    <>
      <TagsInput
        label={t('form.hosts')}
        description={t('form.hostsHelp')}
        placeholder={form.allowedHosts.length === 0 ? t('form.hostsPlaceholder') : undefined}
        value={[...form.allowedHosts]}
        onChange={(entries) => change({ allowedHosts: [...new Set(entries.map((one) => readHost(one) ?? one))] })}
        splitChars={[',', ';', ' ']}
        error={invalid ?? (errors.allowedHosts ? t('form.invalidHost') : null)}
      />
      {form.allowedHosts.length === 0 && (
        <Text fz="xs" c="var(--cs-warn)">
          {t('form.noHosts')}
        </Text>
      )}
    </>
  );
}

export type CredentialFormProps = {
  credential: Credential | null;
  preset: CredentialPreset;
  /** Whether another kind may be chosen. */
  kindFixed: boolean;
  pending: boolean;
  error: ProblemError | null;
  onSubmit: (draft: CredentialDraft) => void;
  onCancel: () => void;
};

/** Key material as it is typed. The form forgets it when it is taken off the screen. */
export function CredentialForm(props: CredentialFormProps) {
  const { credential, preset, kindFixed, pending, error, onSubmit, onCancel } = props;
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const [form, setForm] = useState(() => formOf(credential, preset));
  const [errors, setErrors] = useState<CredentialErrors>({});
  const isNew = credential === null;
  const change: Fields['change'] = (part) => {
    setForm((before) => ({ ...before, ...part }));
    setErrors({});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const read = readDraft(form, isNew);
    if (read.ok) onSubmit(read.draft);
    else setErrors(read.errors);
  };
  const fields: Fields = { form, errors, isNew, change };
  return (
    <form onSubmit={submit} autoComplete="off" noValidate>
      <Stack gap="md">
        {isNew && !kindFixed && (
          <SegmentedControl
            fullWidth
            aria-label={t('form.kind')}
            data={(['oauth-consumer', 'proctorexam'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
            value={form.kind}
            onChange={(kind) => change({ kind })}
          />
        )}
        <TextInput
          label={t('form.name')}
          placeholder={t('form.namePlaceholder')}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={errors.name && t('form.missing.name')}
          autoComplete="off"
          required
          data-autofocus
        />
        <KeyFields {...fields} />
        <HostsInput {...fields} />
        {error && <ErrorAlert error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={pending}>
            {isNew ? t('form.create') : common('actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
