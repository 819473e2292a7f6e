import { Button, Group, Kbd, Menu, Progress, Text, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconLock, IconLockOpen2, IconLockPlus, IconPlayerStop, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommandMutation, useCommandQuery } from '../client/queries.ts';
import { useVaultDialog } from '../features/vault/VaultDialog.tsx';
import { EnvironmentBadge } from '../ui/EnvironmentBadge.tsx';
import { formatBytes } from '../ui/format.ts';
import { Mark } from '../ui/Mark.tsx';
import { notifyProblem } from '../ui/notify.ts';
import { useActiveTab } from './navigation/NavigationProvider.tsx';
import classes from './TopBar.module.css';
import { useWork } from './work/WorkProvider.tsx';
import type { Work } from './work/work.ts';

function WorkRow({ work }: { work: Work }) {
  const { t } = useTranslation();
  const cancel = useCommandMutation('exchanges.cancel');
  const { received } = work;
  return (
    <div className={classes.work}>
      <div className={classes.workText}>
        <Text fz="sm" fw={500} truncate>
          {work.title}
        </Text>
        <Text fz="xs" c="dimmed" truncate>
          {work.connectionName}
          {received ? ` · ${t('topBar.received', { size: formatBytes(received.bytes) })}` : ''}
        </Text>
        <Progress
          mt={4}
          size="xs"
          animated={!received?.total}
          value={received?.total ? (100 * received.bytes) / received.total : 100}
          aria-label={work.title}
        />
      </div>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconPlayerStop size={12} aria-hidden />}
        aria-label={t('topBar.cancelWork', { title: work.title })}
        onClick={() => cancel.mutate({ id: work.id }, { onError: notifyProblem })}
      >
        {t('topBar.cancel')}
      </Button>
    </div>
  );
}

function RunningWork() {
  const { t } = useTranslation();
  const works = useWork();
  if (works.length === 0) return null;
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <UnstyledButton className={classes.chip} data-tone="accent">
          <span className={classes.pulse} aria-hidden />
          {t('topBar.running', { count: works.length })}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('topBar.runningLabel')}>
        {works.map((work) => (
          <WorkRow key={work.id} work={work} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function VaultState() {
  const { t } = useTranslation();
  const status = useCommandQuery('vault.status', {});
  const lock = useCommandMutation('vault.lock');
  const { showVault } = useVaultDialog();
  const state = status.data?.state;
  if (!state) return null;
  const shown = {
    absent: { Icon: IconLockPlus, text: t('topBar.vaultAbsent'), action: t('topBar.createVault'), tone: 'warn' },
    locked: { Icon: IconLock, text: t('topBar.vaultLocked'), action: t('topBar.unlock'), tone: 'warn' },
    unlocked: { Icon: IconLockOpen2, text: t('topBar.vaultUnlocked'), action: t('topBar.lock'), tone: 'plain' },
  }[state];
  return (
    <UnstyledButton
      className={classes.chip}
      data-tone={shown.tone}
      title={shown.action}
      onClick={() => (state === 'unlocked' ? lock.mutate({}, { onError: notifyProblem }) : showVault())}
    >
      <shown.Icon size={14} aria-hidden />
      {shown.text}
    </UnstyledButton>
  );
}

function CurrentEnvironment() {
  const tab = useActiveTab();
  const connections = useCommandQuery('connections.list', {}, { enabled: tab !== null });
  const connection = connections.data?.find((one) => one.id === tab?.connectionId);
  return connection ? <EnvironmentBadge environment={connection.environment} /> : null;
}

export function TopBar() {
  const { t } = useTranslation();
  return (
    <section className={classes.bar} aria-label={t('topBar.label')}>
      <span className={classes.brand}>
        <Mark />
        {t('app.name')}
      </span>
      <UnstyledButton className={classes.search} onClick={spotlight.open}>
        <IconSearch size={14} aria-hidden />
        <span className={classes.searchText}>{t('topBar.search')}</span>
        <Kbd>Ctrl K</Kbd>
      </UnstyledButton>
      <Group gap="sm" className={classes.state}>
        <RunningWork />
        <CurrentEnvironment />
        <VaultState />
      </Group>
    </section>
  );
}
