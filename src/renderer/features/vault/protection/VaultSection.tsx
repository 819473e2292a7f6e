import { Button, NumberInput, Progress, Stack, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Protection, Rotation } from '../../../../protocol/models/vault/vault-protection.ts';
import { commandKey, useCommandMutation, useCommandQuery } from '../../../client/queries.ts';
import { notifyProblem } from '../../../ui/notify.ts';
import { ErrorAlert, ProblemAlert } from '../../../ui/ProblemAlert.tsx';
import classes from '../Vault.module.css';
import { AccessLog } from './AccessLog.tsx';
import { KeySlots } from './KeySlots.tsx';

/** Everything that protects the vault: what opens it, when it locks, its key, and who had which secret. */
export function VaultSection() {
  const { t } = useTranslation('vault');
  return (
    <Stack gap="md">
      <h3>{t('slots.title')}</h3>
      <KeySlots />
      <h3>{t('protection.title')}</h3>
      <ProtectionFields />
      <h3>{t('rotation.title')}</h3>
      <RotationPart />
      <h3>{t('log.title')}</h3>
      <AccessLog />
    </Stack>
  );
}

function ProtectionFields() {
  const { t } = useTranslation('vault');
  const client = useQueryClient();
  const protection = useCommandQuery('vault.protection', {});
  const write = useCommandMutation('vault.setProtection');
  const change = (changes: Partial<Protection>) => {
    write
      .mutateAsync(changes)
      .then((saved) => client.setQueryData(commandKey('vault.protection', {}), saved), notifyProblem);
  };
  if (!protection.data) return protection.error ? <ErrorAlert error={protection.error} /> : null;
  const { lockAfterMinutes, lockOnSuspend, lockOnScreenLock, clipboardSeconds } = protection.data;
  return (
    <Stack gap="xs">
      <NumberInput
        label={t('protection.idle')}
        description={t('protection.idleHelp')}
        value={lockAfterMinutes}
        min={0}
        max={1440}
        allowDecimal={false}
        onChange={(value) => typeof value === 'number' && change({ lockAfterMinutes: value })}
      />
      <Switch
        label={t('protection.suspend')}
        checked={lockOnSuspend}
        onChange={(event) => change({ lockOnSuspend: event.currentTarget.checked })}
      />
      <Switch
        label={t('protection.screenLock')}
        checked={lockOnScreenLock}
        onChange={(event) => change({ lockOnScreenLock: event.currentTarget.checked })}
      />
      <NumberInput
        label={t('protection.clipboard')}
        description={t('protection.clipboardHelp')}
        value={clipboardSeconds}
        min={0}
        max={3600}
        allowDecimal={false}
        onChange={(value) => typeof value === 'number' && change({ clipboardSeconds: value })}
      />
    </Stack>
  );
}

function RotationPart() {
  const { t } = useTranslation('vault');
  const status = useCommandQuery('vault.status', {}).data;
  const rotate = useCommandMutation('vault.rotate');
  const pause = useCommandMutation('vault.pauseRotation');
  const rotation = status?.rotation ?? null;
  const begin = () => rotate.mutate({}, { onError: notifyProblem });
  return (
    <Stack gap="xs">
      <p className={classes.note}>{t('rotation.text')}</p>
      {rotation && <RotationProgress rotation={rotation} />}
      {rotation?.state === 'running' ? (
        <Button variant="default" onClick={() => pause.mutate({}, { onError: notifyProblem })}>
          {t('rotation.pause')}
        </Button>
      ) : (
        <Button variant="default" disabled={status?.state !== 'unlocked'} loading={rotate.isPending} onClick={begin}>
          {rotation ? t('rotation.goOn') : t('rotation.start')}
        </Button>
      )}
    </Stack>
  );
}

function RotationProgress({ rotation: { done, total, damaged, problem } }: { rotation: Rotation }) {
  const { t } = useTranslation('vault');
  return (
    <>
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label={t('rotation.title')} />
      <span className={classes.note}>{t('rotation.progress', { done, total })}</span>
      {damaged > 0 && <p className={classes.warning}>{t('rotation.damaged', { count: damaged })}</p>}
      {problem && <ProblemAlert problem={problem} />}
    </>
  );
}
