import { Button } from '@mantine/core';
import { IconFlask2, IconFlaskOff, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SandboxStatus } from '../../../protocol/commands/workspace.ts';
import { callCommand } from '../../client/bridge.ts';
import { commandKey, useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { VaultGate } from '../vault/VaultGate.tsx';
import { Catalogue } from './Catalogue.tsx';
import { Received } from './Received.tsx';
import classes from './Sandbox.module.css';
import { ServerCard } from './ServerCard.tsx';

/** A fault for one answer goes by itself, and nobody tells: it is asked after on arrival and while there is one. */
function useSandboxStatus() {
  return useQuery({
    queryKey: commandKey('sandbox.status', {}),
    queryFn: () => callCommand('sandbox.status', {}),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data?.servers.some(({ fault }) => fault?.once) ? 1500 : false),
  });
}

function StartStop({ status }: { status: SandboxStatus }) {
  const { t } = useTranslation('sandbox');
  const start = useCommandMutation('sandbox.start');
  const stop = useCommandMutation('sandbox.stop');
  const running = status.state === 'running';
  const error = running ? stop.error : start.error;
  return (
    <>
      <span className={classes.badge} data-state={status.state} role="status">
        {t(`states.${status.state}`)}
      </span>
      {running ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={13} aria-hidden />}
          loading={stop.isPending}
          onClick={() => stop.mutate({})}
        >
          {t('stop')}
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={13} aria-hidden />}
          loading={start.isPending || status.state === 'starting'}
          onClick={() => start.mutate({})}
        >
          {t('start')}
        </Button>
      )}
      {error && <ErrorAlert error={error} />}
    </>
  );
}

function NotRunning({ state }: { state: SandboxStatus['state'] }) {
  const { t } = useTranslation('sandbox');
  if (state === 'starting') return <EmptyState icon={IconFlask2} title={t('startingTitle')} />;
  return (
    <EmptyState
      icon={IconFlaskOff}
      title={state === 'failed' ? t('failedTitle') : t('stoppedTitle')}
      text={state === 'failed' ? t('failedText') : t('stoppedText')}
    />
  );
}

/** The counterparties that run on this machine: where they are, what they saw, and what should go wrong. */
export function SandboxPlace() {
  const { t } = useTranslation('sandbox');
  const { data: status, error, refetch } = useSandboxStatus();
  const vault = useCommandQuery('vault.status', {}).data?.state;
  const running = status?.state === 'running';
  const toolUrl = status?.servers.find(({ server }) => server === 'misbehavingTool')?.url;
  const needsVault = vault !== undefined && vault !== 'unlocked' && !running;
  return (
    <div className={classes.place}>
      <PlaceHeader title={t('title')} text={t('lead')}>
        {status && !needsVault && <StartStop status={status} />}
      </PlaceHeader>
      {error && (
        <div className={classes.padded}>
          <ErrorAlert error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {needsVault && (
        <div className={classes.padded}>
          <VaultGate reason={t('needsVault')}>{null}</VaultGate>
        </div>
      )}
      {status && !running && !needsVault && <NotRunning state={status.state} />}
      {status && running && (
        <div className={classes.scroll}>
          <div className={classes.cards}>
            {status.servers.map((server) => (
              <ServerCard
                key={server.server}
                {...server}
                access={server.server === 'libraryStore' ? (status.storeAccess ?? null) : null}
              />
            ))}
          </div>
          {toolUrl !== undefined && <Catalogue origin={toolUrl} />}
          <Received />
        </div>
      )}
    </div>
  );
}
