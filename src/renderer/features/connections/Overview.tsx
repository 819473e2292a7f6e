import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconFileExport,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { ContractSummary } from '../../../protocol/models/contract.ts';
import { useFindAction } from '../../app/actions.tsx';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandQuery } from '../../client/queries.ts';
import { Ago } from '../../ui/Ago.tsx';
import { EnvironmentBadge } from '../../ui/EnvironmentBadge.tsx';
import { hostOf } from '../../ui/format.ts';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { CareHint } from '../credentials/care/CareHint.tsx';
import { ConnectionsTransfer } from '../portability/ConnectionsTransfer.tsx';
import { ShareDialog } from '../portability/ShareDialog.tsx';
import { ConnectionDialog } from './ConnectionDialog.tsx';
import { DeleteConnection } from './DeleteConnection.tsx';
import { needsAttention, type Sort, type SortColumn, searchConnections, sortConnections } from './list.ts';
import classes from './Overview.module.css';

const columns: readonly SortColumn[] = ['name', 'environment', 'contract', 'host', 'verdict', 'when'];

function SortRow({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const { t } = useTranslation('connections');
  const Arrow = sort.descending ? IconArrowUp : IconArrowDown;
  return (
    <fieldset className={classes.header} aria-label={t('sort')}>
      {columns.map((column) => {
        const active = column === sort.column;
        return (
          <UnstyledButton
            key={column}
            className={classes.sort}
            aria-pressed={active}
            onClick={() => onSort({ column, descending: active && !sort.descending })}
          >
            {t(`columns.${column}`)}
            {active && <Arrow size={12} aria-hidden />}
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}

type RowProps = {
  connection: Connection;
  contract: string;
  onEdit: () => void;
  onShare: () => void;
  onDelete: () => void;
};

function Row({ connection, contract, onEdit, onShare, onDelete }: RowProps) {
  const { t } = useTranslation('connections');
  const { t: portability } = useTranslation('portability');
  const { t: common } = useTranslation();
  const { open } = useNavigator();
  return (
    <div className={classes.row} data-environment={connection.environment}>
      <div>
        <UnstyledButton className={classes.name} onClick={() => open({ connectionId: connection.id })}>
          {connection.name}
        </UnstyledButton>
        <CareHint credentialId={connection.credentialId} short />
      </div>
      <div>
        <EnvironmentBadge environment={connection.environment} />
      </div>
      <div>{contract}</div>
      <div className={classes.host}>{hostOf(connection.baseUrl)}</div>
      <div>
        <VerdictBadge outcome={connection.lastVerdict ?? 'none'} />
      </div>
      <div className={classes.when}>{connection.lastExchangeAt !== null && <Ago at={connection.lastExchangeAt} />}</div>
      <div className={classes.actions}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('actionsOf', { name: connection.name })}>
              <IconDotsVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={14} aria-hidden />} onClick={onEdit}>
              {common('actions.edit')}
            </Menu.Item>
            <Menu.Item leftSection={<IconFileExport size={14} aria-hidden />} onClick={onShare}>
              {portability('rowShare')}
            </Menu.Item>
            <Menu.Item color="red" leftSection={<IconTrash size={14} aria-hidden />} onClick={onDelete}>
              {common('actions.delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

function summary(t: ReturnType<typeof useTranslation<'connections'>>['t'], connections: readonly Connection[]): string {
  const attention = connections.filter(needsAttention).length;
  const total = t('summary', { count: connections.length });
  return attention === 0 ? total : `${total} · ${t('attention', { count: attention })}`;
}

function contractTitle(contracts: readonly ContractSummary[], id: string): string {
  const found = contracts.find((one) => one.id === id);
  return found ? `${found.title} ${found.version}` : id;
}

type OverviewProps = {
  connections: readonly Connection[];
  onCreate: () => void;
  /** Begins the registration of an LTI 1.3 tool. */
  onRegister: () => void;
};

/** Every connection with how its last test came out. */
export function Overview({ connections, onCreate, onRegister }: OverviewProps) {
  const { t } = useTranslation('connections');
  const contracts = useCommandQuery('contracts.list', {}).data ?? [];
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const [editing, setEditing] = useState<Connection | null>(null);
  const [sharing, setSharing] = useState<Connection | null>(null);
  const [deleting, setDeleting] = useState<Connection | null>(null);
  const input = useFindAction('find-connection');
  const shown = sortConnections(searchConnections(connections, search, contracts), sort);
  return (
    <>
      <PlaceHeader title={t('title')} text={summary(t, connections)}>
        <SearchField ref={input} w={230} label={t('search')} value={search} onChange={setSearch} />
        <ConnectionsTransfer connections={connections} />
        <Button variant="default" onClick={onRegister}>
          {t('registerTool')}
        </Button>
        <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={onCreate}>
          {t('new')}
        </Button>
      </PlaceHeader>
      <div className={classes.table}>
        <SortRow sort={sort} onSort={setSort} />
        {shown.length === 0 && <p className={classes.nothing}>{t('nothingFound', { search })}</p>}
        <VirtualList items={shown} label={t('title')} rowHeight={() => 44} itemKey={(one) => one.id}>
          {(connection) => (
            <Row
              connection={connection}
              contract={contractTitle(contracts, connection.contractId)}
              onEdit={() => setEditing(connection)}
              onShare={() => setSharing(connection)}
              onDelete={() => setDeleting(connection)}
            />
          )}
        </VirtualList>
      </div>
      <ConnectionDialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        connection={editing}
        key={editing?.id}
      />
      {sharing && <ShareDialog connections={[sharing]} onClose={() => setSharing(null)} />}
      <DeleteConnection connection={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}
