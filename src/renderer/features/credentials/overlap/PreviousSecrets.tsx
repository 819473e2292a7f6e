import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviousSecret } from '../../../../protocol/models/vault/credential-details.ts';
import type { Credential } from '../../../../protocol/models/vault/vault.ts';
import { useSecretCommand } from '../../../client/secret-command.ts';
import { formatMoment } from '../../../ui/format.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { VaultGate } from '../../vault/VaultGate.tsx';
import { usePartName } from '../SecretPart.tsx';
import classes from './Overlap.module.css';

type Asked = 'revert' | 'end';

function AskDialog({ credential, asked, onClose }: { credential: Credential; asked: Asked; onClose: () => void }) {
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const revert = useSecretCommand('credentials.revert');
  const end = useSecretCommand('credentials.endOverlap');
  const command = asked === 'revert' ? revert : end;
  const confirm = async () => {
    if (await command.run({ id: credential.id })) onClose();
  };
  const question = (
    <Stack gap="md">
      <Text>{t(`overlap.${asked}.text`)}</Text>
      {command.error && <ErrorAlert error={command.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {common('actions.cancel')}
        </Button>
        <Button {...(asked === 'end' ? { color: 'red' } : {})} loading={command.pending} onClick={() => void confirm()}>
          {t(`overlap.${asked}.confirm`)}
        </Button>
      </Group>
    </Stack>
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`overlap.${asked}.title`, { name: credential.name })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {asked === 'revert' ? <VaultGate reason={t('form.needsVault')}>{question}</VaultGate> : question}
    </Modal>
  );
}

function Line({ previous }: { previous: PreviousSecret }) {
  const { t, i18n } = useTranslation('credentials');
  const partName = usePartName();
  const { changedParts, rotatedAt, until, publicParts } = previous;
  const moment = (at: number) => formatMoment(at, i18n.language);
  return (
    <li>
      <span className={classes.parts}>{changedParts.map(partName).join(', ')}</span>
      {publicParts.kid !== undefined && <code className={classes.kid}>{publicParts.kid}</code>}
      <span className={classes.when}>
        {t('overlap.changed', { date: moment(rotatedAt) })}{' '}
        {until === null ? t('overlap.keptOpen') : t('overlap.keptUntil', { date: moment(until) })}
      </span>
    </li>
  );
}

/** Previous secrets that are kept: until when, with a way back and a way to end it. Nothing when none is kept. */
export function PreviousSecrets({ credential }: { credential: Credential }) {
  const { t } = useTranslation('credentials');
  const [asked, setAsked] = useState<Asked | null>(null);
  if (credential.previous.length === 0) return null;
  return (
    <section className={classes.previous} aria-label={t('overlap.title')}>
      <h3>{t('overlap.title')}</h3>
      <ul>
        {credential.previous.map((previous) => (
          <Line key={previous.id} previous={previous} />
        ))}
      </ul>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp size={13} aria-hidden />}
          onClick={() => setAsked('revert')}
        >
          {t('overlap.revert.action')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setAsked('end')}>
          {t('overlap.end.action')}
        </Button>
      </Group>
      {asked !== null && <AskDialog credential={credential} asked={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}
