import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatcherState } from '../../../protocol/models/lti/catcher.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Catcher.module.css';
import { RegistrationsDialog } from './RegistrationsDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';

const addresses = ['launch', 'login', 'jwks', 'configuration'] as const;

function ConfirmNetwork({ port, onClose, onConfirm }: { port: number; onClose: () => void; onConfirm: () => void }) {
  const { t } = useTranslation('catcher');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('network.title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="md">
        <Text>{t('network.text', { port })}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('actions.cancel')}
          </Button>
          <Button color="red" onClick={onConfirm}>
            {t('network.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Starts and stops the catcher, and tells its addresses. */
export function Controls({ state }: { state: CatcherState }) {
  const { t } = useTranslation('catcher');
  const start = useCommandMutation('catcher.start');
  const stop = useCommandMutation('catcher.stop');
  const [open, setOpen] = useState<'network' | 'settings' | 'registrations' | null>(null);
  const { settings, listening, urls } = state;
  const begin = () => {
    if (settings.reach === 'network') setOpen('network');
    else start.mutate({});
  };
  const error = listening ? stop.error : start.error;
  return (
    <>
      <div className={classes.bar}>
        <span className={classes.state} data-on={listening || undefined} role="status">
          {t(listening ? 'states.on' : 'states.off')}
        </span>
        {listening ? (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={13} aria-hidden />}
            loading={stop.isPending}
            onClick={() => stop.mutate({})}
          >
            {t('stop')}
          </Button>
        ) : (
          <Button leftSection={<IconPlayerPlay size={13} aria-hidden />} loading={start.isPending} onClick={begin}>
            {t('start')}
          </Button>
        )}
      </div>
      {error && <ErrorAlert error={error} />}
      <p className={classes.note}>{t('lead')}</p>
      <dl className={classes.urls}>
        {addresses.map((name) => (
          <div key={name}>
            <dt>{t(`urls.${name}`)}</dt>
            <dd>
              <code>{urls[name]}</code>
              <CopyButton text={urls[name]} label={t('copy', { name: t(`urls.${name}`) })} />
            </dd>
          </div>
        ))}
      </dl>
      {!state.keeps && <p className={classes.note}>{t('notKept')}</p>}
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => setOpen('settings')}>
          {t('settings.open')}
        </Button>
        <Button variant="default" size="xs" onClick={() => setOpen('registrations')}>
          {t('registrations.open')}
        </Button>
      </Group>
      {open === 'network' && (
        <ConfirmNetwork
          port={settings.port}
          onClose={() => setOpen(null)}
          onConfirm={() => {
            setOpen(null);
            start.mutate({ confirmNetwork: true });
          }}
        />
      )}
      {open === 'settings' && <SettingsDialog settings={settings} onClose={() => setOpen(null)} />}
      {open === 'registrations' && <RegistrationsDialog draft={null} onClose={() => setOpen(null)} />}
    </>
  );
}
