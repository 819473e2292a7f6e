import { Button, Group, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useFocusWhenLost } from '../../ui/use-focus-when-lost.ts';
import { draftOfForm, filledFrom, type RegistrationForm } from './registration-form.ts';

type Props = { id: string | null; initial: RegistrationForm; onDone: () => void };
type Change = (part: Partial<RegistrationForm>) => void;

function FillIn({ form, onFill }: { form: RegistrationForm; onFill: (form: RegistrationForm) => void }) {
  const { t } = useTranslation('catcher');
  const patterns = useCommandQuery('catcher.platforms', {}).data ?? [];
  const [title, setTitle] = useState('Moodle');
  const [site, setSite] = useState('');
  const pattern = patterns.find((one) => one.title === title);
  return (
    <Group align="end" gap="xs">
      <NativeSelect
        label={t('registrations.from')}
        data={patterns.map((one) => one.title)}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      {pattern?.needsSite && (
        <TextInput
          label={t('registrations.site')}
          placeholder="https://lms.example"
          flex={1}
          value={site}
          onChange={({ currentTarget }) => setSite(currentTarget.value)}
        />
      )}
      <Button
        variant="default"
        disabled={pattern === undefined || (pattern.needsSite && site.trim() === '')}
        onClick={() => pattern && onFill(filledFrom(form, pattern, site))}
      >
        {t('registrations.fill')}
      </Button>
    </Group>
  );
}

function KeyFields({ form, change }: { form: RegistrationForm; change: Change }) {
  const { t } = useTranslation('catcher');
  return (
    <>
      <Radio.Group label={t('registrations.keys')} value={form.keys} onChange={(keys) => change({ keys })}>
        <Group mt={4}>
          <Radio value="url" label={t('registrations.byUrl')} />
          <Radio value="pasted" label={t('registrations.pasted')} />
        </Group>
      </Radio.Group>
      {form.keys === 'url' ? (
        <TextInput
          label={t('registrations.keysUrl')}
          value={form.keysUrl}
          onChange={({ currentTarget }) => change({ keysUrl: currentTarget.value })}
        />
      ) : (
        <Textarea
          label={t('registrations.keysText')}
          rows={5}
          value={form.keysText}
          onChange={({ currentTarget }) => change({ keysText: currentTarget.value })}
        />
      )}
    </>
  );
}

/** One registration, to be made or changed. */
export function RegistrationEditor({ id, initial, onDone }: Props) {
  const { t } = useTranslation('catcher');
  const { t: common } = useTranslation();
  const create = useCommandMutation('catcher.createRegistration');
  const update = useCommandMutation('catcher.updateRegistration');
  const [form, setForm] = useState(initial);
  const change: Change = (part) => setForm({ ...form, ...part });
  const draft = draftOfForm(form);
  const first = useFocusWhenLost<HTMLInputElement>(id);
  const error = create.error ?? update.error;
  const save = async () => {
    if (draft === null) return;
    if (id === null) await create.mutateAsync({ draft });
    else await update.mutateAsync({ id, draft });
    onDone();
  };
  return (
    <Stack gap="sm">
      <FillIn form={form} onFill={setForm} />
      {(['name', 'issuer', 'clientId', 'authenticationUrl', 'tokenUrl'] as const).map((field) => (
        <TextInput
          key={field}
          ref={field === 'name' ? first : null}
          label={t(`registrations.${field}`)}
          value={form[field]}
          onChange={({ currentTarget }) => change({ [field]: currentTarget.value })}
        />
      ))}
      <KeyFields form={form} change={change} />
      <Textarea
        label={t('registrations.deployments')}
        description={t('registrations.deploymentsHelp')}
        rows={2}
        value={form.deployments}
        onChange={({ currentTarget }) => change({ deployments: currentTarget.value })}
      />
      {error && <ErrorAlert error={error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {common('actions.cancel')}
        </Button>
        <Button
          disabled={draft === null}
          loading={create.isPending || update.isPending}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('registrations.save')}
        </Button>
      </Group>
    </Stack>
  );
}
