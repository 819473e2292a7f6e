import { ActionIcon, CloseButton, Tooltip, UnstyledButton } from '@mantine/core';
import { IconHome, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { type MouseEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { useNavigation, useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import type { Tab } from '../../app/navigation/tabs.ts';
import { useCommandQuery } from '../../client/queries.ts';
import classes from './TabStrip.module.css';
import type { Sidebar } from './use-sidebar.ts';

function ConnectionTabButton({ tab, connection }: { tab: Tab; connection: Connection | undefined }) {
  const { t } = useTranslation('connections');
  const { activeTab } = useNavigation();
  const { dispatch } = useNavigator();
  const contract = useCommandQuery(
    'contracts.get',
    { id: connection?.contractId ?? '' },
    { enabled: connection !== undefined },
  );
  const name = connection?.name ?? '…';
  const operation = contract.data?.operations.find((one) => one.id === tab.operationId);
  const active = tab.id === activeTab;
  const box = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) box.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);

  const close = () => dispatch({ type: 'close', id: tab.id });
  const closeByMiddleButton = (event: MouseEvent) => {
    if (event.button === 1) close();
  };
  return (
    <li
      ref={box}
      className={classes.tab}
      data-active={active}
      data-environment={connection?.environment}
      onAuxClick={closeByMiddleButton}
    >
      <UnstyledButton
        aria-current={active ? 'page' : undefined}
        className={classes.label}
        onClick={() => dispatch({ type: 'activate', id: tab.id })}
      >
        <span className={classes.name}>{name}</span>
        {operation && <span className={classes.operation}>{operation.title}</span>}
      </UnstyledButton>
      <CloseButton size="xs" aria-label={t('closeTab', { name })} onClick={close} />
    </li>
  );
}

/** Open connections, with the list of all of them as the first. */
export function TabStrip({ connections, sidebar }: { connections: readonly Connection[]; sidebar: Sidebar }) {
  const { t } = useTranslation('connections');
  const { tabs, activeTab } = useNavigation();
  const { home } = useNavigator();
  if (tabs.length === 0) return null;
  const Icon = sidebar.shown ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;
  const toggleLabel = sidebar.shown ? t('hideSidebar') : t('showSidebar');
  return (
    <nav className={classes.strip} aria-label={t('tabs')}>
      {activeTab !== null && (
        <Tooltip label={toggleLabel}>
          <ActionIcon className={classes.toggle} aria-label={toggleLabel} onClick={sidebar.toggle}>
            <Icon size={17} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <ul className={classes.tabs}>
        <li className={classes.tab} data-active={activeTab === null}>
          <UnstyledButton
            aria-current={activeTab === null ? 'page' : undefined}
            aria-label={t('home')}
            className={classes.homeTab}
            onClick={home}
          >
            <IconHome size={15} stroke={1.7} aria-hidden />
          </UnstyledButton>
        </li>
        {tabs.map((tab) => (
          <ConnectionTabButton
            key={tab.id}
            tab={tab}
            connection={connections.find((one) => one.id === tab.connectionId)}
          />
        ))}
      </ul>
    </nav>
  );
}
