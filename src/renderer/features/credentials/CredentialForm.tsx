import { Button, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Credential, type CredentialDraft, credentialKindSchema } from '../../../protocol/models/vault.ts';
import type { ProblemError } from '../../../protocol/problem.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { type CredentialErrors, type CredentialPreset, formOf, readDraft } from './draft.ts';
import type { FieldProps } from './fields/field-props.ts';
import { KeyFields } from './fields/KeyFields.tsx';
import { readHost, readHosts } from './hosts.ts';

function HostsInput({ form, errors, change }: FieldProps) {
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
  const change: FieldProps['change'] = (part) => {
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
  const fields: FieldProps = { form, errors, isNew, change };
  return (
    <form onSubmit={submit} autoComplete="off" noValidate>
      <Stack gap="md">
        {isNew && !kindFixed && (
          <Select
            label={t('form.kind')}
            data={credentialKindSchema.options.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            value={form.kind}
            onChange={(value) => {
              const kind = credentialKindSchema.safeParse(value).data;
              if (kind !== undefined) change({ kind });
            }}
            allowDeselect={false}
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
