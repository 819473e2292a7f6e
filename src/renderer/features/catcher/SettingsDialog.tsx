import { Button, Group, Modal, NativeSelect, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CatcherSettings, catcherSettingsSchema } from '../../../protocol/models/lti/catcher.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';

type Form = {
  port: number | string;
  reach: string;
  publicUrl: string;
  answer: string;
  status: number | string;
  url: string;
  resignWith: string;
};

function formOf({ port, reach, publicUrl, answer }: CatcherSettings): Form {
  return {
    port,
    reach,
    publicUrl: publicUrl ?? '',
    answer: answer.kind,
    status: answer.kind === 'status' ? answer.status : 500,
    url: answer.kind === 'forward' ? answer.url : '',
    resignWith: answer.kind === 'forward' ? (answer.resignWith ?? '') : '',
  };
}

function settingsOf({ port, reach, publicUrl, answer, status, url, resignWith }: Form): CatcherSettings | null {
  const answers = {
    page: { kind: 'page' },
    status: { kind: 'status', status },
    forward: { kind: 'forward', url: url.trim(), resignWith: resignWith === '' ? null : resignWith },
  };
  const chosen = Object.entries(answers).find(([kind]) => kind === answer)?.[1];
  const parsed = catcherSettingsSchema.safeParse({ port, reach, publicUrl: publicUrl.trim() || null, answer: chosen });
  return parsed.success ? parsed.data : null;
}

/** Where the catcher listens, and what it answers. */
export function SettingsDialog({ settings, onClose }: { settings: CatcherSettings; onClose: () => void }) {
  const { t } = useTranslation('catcher');
  const { t: common } = useTranslation();
  const save = useCommandMutation('catcher.saveSettings');
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const [form, setForm] = useState(() => formOf(settings));
  const change = (part: Partial<Form>) => setForm({ ...form, ...part });
  const wanted = settingsOf(form);
  const submit = async () => {
    if (wanted === null) return;
    await save.mutateAsync({ settings: wanted });
    onClose();
  };
  const consumers = credentials.filter(({ kind }) => kind === 'oauth-consumer');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.open')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <NumberInput
          label={t('settings.port')}
          description={t('settings.portHelp')}
          min={1024}
          max={65_535}
          allowDecimal={false}
          value={form.port}
          onChange={(port) => change({ port })}
        />
        <Radio.Group label={t('settings.reach')} value={form.reach} onChange={(reach) => change({ reach })}>
          <Group mt={4}>
            <Radio value="loopback" label={t('settings.loopback')} />
            <Radio value="network" label={t('settings.all')} />
          </Group>
        </Radio.Group>
        <TextInput
          label={t('settings.publicUrl')}
          description={t('settings.publicUrlHelp')}
          value={form.publicUrl}
          onChange={({ currentTarget }) => change({ publicUrl: currentTarget.value })}
        />
        <Text size="xs">{t('settings.next')}</Text>
        <Radio.Group label={t('settings.answer')} value={form.answer} onChange={(answer) => change({ answer })}>
          <Stack gap={4} mt={4}>
            <Radio value="page" label={t('settings.page')} />
            <Radio value="status" label={t('settings.status')} />
            <Radio value="forward" label={t('settings.forward')} />
          </Stack>
        </Radio.Group>
        {form.answer === 'status' && (
          <NumberInput
            label={t('settings.statusCode')}
            min={200}
            max={599}
            allowDecimal={false}
            value={form.status}
            onChange={(status) => change({ status })}
          />
        )}
        {form.answer === 'forward' && (
          <>
            <TextInput
              label={t('settings.forwardUrl')}
              description={t('settings.forwardHelp')}
              value={form.url}
              onChange={({ currentTarget }) => change({ url: currentTarget.value })}
            />
            <NativeSelect
              label={t('settings.resign')}
              data={[
                { value: '', label: t('settings.unchanged') },
                ...consumers.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={form.resignWith}
              onChange={({ currentTarget }) => change({ resignWith: currentTarget.value })}
            />
          </>
        )}
        {save.error && <ErrorAlert error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button
            loading={save.isPending}
            disabled={wanted === null}
            onClick={() => void submit().catch(() => undefined)}
          >
            {t('settings.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
