import { Button, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overlap } from '../../../protocol/models/vault/credential-details.ts';
import { type Credential, type CredentialDraft, credentialKindSchema } from '../../../protocol/models/vault/vault.ts';
import type { ProblemError } from '../../../protocol/problem.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { DetailsFields, ExpiryField } from './details/DetailsFields.tsx';
import { type CredentialErrors, type CredentialPreset, changesSecret, formOf, readDraft } from './draft.ts';
import type { FieldProps } from './fields/field-props.ts';
import { KeyFields } from './fields/KeyFields.tsx';
import { NewSecretFields } from './fields/NewSecretFields.tsx';
import { readHost, readHosts } from './hosts.ts';
import { OverlapSelect } from './overlap/OverlapSelect.tsx';
import { overlaps } from './overlap/overlaps.ts';

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
  /** `new-secret`: only what belongs to a change of the secrets. */
  mode: 'whole' | 'new-secret';
  preset: CredentialPreset;
  /** Whether another kind may be chosen. */
  kindFixed: boolean;
  pending: boolean;
  error: ProblemError | null;
  onSubmit: (draft: CredentialDraft, overlap: Overlap) => void;
  onCancel: () => void;
};

/** Key material as it is typed. The form forgets it when it is taken off the screen. */
export function CredentialForm(props: CredentialFormProps) {
  const { credential, mode, preset, kindFixed, pending, error, onSubmit, onCancel } = props;
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const isNew = credential === null;
  const isNewSecret = mode === 'new-secret';
  const [form, setForm] = useState(() => ({
    ...formOf(credential, preset),
    generateKey: isNewSecret && credential?.kind === 'lti-registration',
  }));
  const [errors, setErrors] = useState<CredentialErrors>({});
  const [nothingNew, setNothingNew] = useState(false);
  const change: FieldProps['change'] = (part) => {
    setForm((before) => ({ ...before, ...part }));
    setErrors({});
    setNothingNew(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const read = readDraft(form, isNew);
    if (isNewSecret && !changesSecret(form)) setNothingNew(true);
    else if (read.ok) onSubmit(read.draft, overlaps[form.overlap]);
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
        {isNewSecret ? (
          <>
            <NewSecretFields {...fields} />
            <OverlapSelect {...fields} />
            <ExpiryField {...fields} />
          </>
        ) : (
          <>
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
            {!isNew && changesSecret(form) && <OverlapSelect {...fields} />}
            <HostsInput {...fields} />
            <DetailsFields {...fields} />
          </>
        )}
        {nothingNew && (
          <Text fz="xs" c="var(--cs-bad)" role="alert">
            {t('overlap.nothingNew')}
          </Text>
        )}
        {error && <ErrorAlert error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={pending}>
            {isNew ? t('form.create') : isNewSecret ? t('overlap.rotate') : common('actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
