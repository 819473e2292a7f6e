import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPlus, IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { useFindAction } from '../../app/actions.tsx';
import { useActiveTab, useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandQuery } from '../../client/queries.ts';
import { hostOf } from '../../ui/format.ts';
import { Method } from '../../ui/Method.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { VerdictIcon } from '../../ui/VerdictBadge.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import classes from './ConnectionSidebar.module.css';
import { searchConnections, sortConnections, type TreeRow, treeRows } from './list.ts';

function ConnectionRow({ connection, open }: { connection: Connection; open: boolean }) {
  const navigator = useNavigator();
  return (
    <UnstyledButton
      className={classes.connection}
      data-environment={connection.environment}
      aria-expanded={open}
      onClick={() => navigator.open({ connectionId: connection.id })}
    >
      <IconChevronRight size={12} className={classes.chevron} aria-hidden />
      <span className={classes.text}>
        <span className={classes.name}>{connection.name}</span>
        <span className={classes.host}>{hostOf(connection.baseUrl)}</span>
      </span>
      <VerdictIcon outcome={connection.lastVerdict ?? 'none'} size={15} />
    </UnstyledButton>
  );
}

function OperationRow({ row }: { row: Extract<TreeRow, { kind: 'operation' }> }) {
  const navigator = useNavigator();
  const tab = useActiveTab();
  const { connection, operation } = row;
  const current = tab?.connectionId === connection.id && tab.view !== 'flow' && tab.operationId === operation.id;
  return (
    <UnstyledButton
      className={classes.operation}
      aria-current={current ? 'true' : undefined}
      onClick={() => navigator.open({ connectionId: connection.id, operationId: operation.id, view: 'try' })}
    >
      <Method method={operation.method} launch={operation.kind !== 'request'} />
      <span className={classes.operationTitle}>{operation.title}</span>
    </UnstyledButton>
  );
}

function Row({ row }: { row: TreeRow }) {
  switch (row.kind) {
    case 'connection':
      return <ConnectionRow connection={row.connection} open={row.open} />;
    case 'flow':
      return <FlowRow row={row} />;
    case 'operation':
      return <OperationRow row={row} />;
  }
}

function keyOf(row: TreeRow): string {
  if (row.kind === 'connection') return row.connection.id;
  return `${row.connection.id}/${row.kind === 'flow' ? 'flow' : `operation/${row.operation.id}`}`;
}

/** Leads to the flows of a connection, which would otherwise be a tab nobody looks for. */
function FlowRow({ row }: { row: Extract<TreeRow, { kind: 'flow' }> }) {
  const { t } = useTranslation('connections');
  const navigator = useNavigator();
  const tab = useActiveTab();
  const current = tab?.connectionId === row.connection.id && tab.view === 'flow';
  return (
    <UnstyledButton
      className={classes.operation}
      aria-current={current ? 'true' : undefined}
      onClick={() => navigator.open({ connectionId: row.connection.id, view: 'flow' })}
    >
      <span className={classes.flow}>
        <IconRoute size={12} aria-hidden />
        {t('views.flow')}
      </span>
      <span className={classes.operationTitle}>{row.title}</span>
    </UnstyledButton>
  );
}

/** The list beside an open connection: the others one click away, its operations below it. */
export function ConnectionSidebar({
  connections,
  onCreate,
}: {
  connections: readonly Connection[];
  onCreate: () => void;
}) {
  const { t } = useTranslation('connections');
  const [search, setSearch] = useState('');
  const input = useFindAction('find-connection');
  const contracts = useCommandQuery('contracts.list', {}).data ?? [];
  const tab = useActiveTab();
  const open = connections.find((one) => one.id === tab?.connectionId) ?? null;
  const contract = useCommandQuery('contracts.get', { id: open?.contractId ?? '' }, { enabled: open !== null });
  const flows = useCommandQuery('flows.list', { contractId: open?.contractId ?? '' }, { enabled: open !== null });
  const found = sortConnections(searchConnections(connections, search, contracts), {
    column: 'name',
    descending: false,
  });
  const rows = treeRows(found, open?.id ?? null, contract.data?.operations ?? [], flows.data ?? []);
  return (
    <nav className={classes.sidebar} aria-label={t('list')}>
      <div className={classes.head}>
        <SearchField ref={input} flex={1} label={t('search')} value={search} onChange={setSearch} />
        <Tooltip label={t('new')}>
          <ActionIcon aria-label={t('new')} onClick={onCreate}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      {rows.length === 0 && <p className={classes.nothing}>{t('nothingFound', { search })}</p>}
      <VirtualList
        items={rows}
        label={t('list')}
        rowHeight={(row) => (row.kind === 'connection' ? 42 : 27)}
        itemKey={keyOf}
      >
        {(row) => <Row row={row} />}
      </VirtualList>
    </nav>
  );
}
