import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPlus } from '@tabler/icons-react';
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
  const current = tab?.connectionId === connection.id && tab.operationId === operation.id;
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
  const found = sortConnections(searchConnections(connections, search, contracts), {
    column: 'name',
    descending: false,
  });
  const rows = treeRows(found, open?.id ?? null, contract.data?.operations ?? []);
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
        itemKey={(row) => (row.kind === 'connection' ? row.connection.id : `${row.connection.id}/${row.operation.id}`)}
      >
        {(row) =>
          row.kind === 'connection' ? (
            <ConnectionRow connection={row.connection} open={row.open} />
          ) : (
            <OperationRow row={row} />
          )
        }
      </VirtualList>
    </nav>
  );
}
