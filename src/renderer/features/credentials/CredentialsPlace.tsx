import { Button, UnstyledButton } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { type CareItem, needsCare } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { useFindAction } from '../../app/actions.tsx';
import { useCommandQuery } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { EnvironmentBadge } from '../../ui/EnvironmentBadge.tsx';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { CredentialsTransfer } from '../portability/CredentialsTransfer.tsx';
import { CredentialDetail } from './CredentialDetail.tsx';
import { CredentialDialog } from './CredentialDialog.tsx';
import classes from './Credentials.module.css';
import { CareBadges } from './care/CareBadges.tsx';
import { Filters } from './care/Filters.tsx';
import { filterCredentials, noFilter } from './care/filter.ts';
import { useCare } from './care/use-care.ts';
import { DeleteCredential } from './DeleteCredential.tsx';
import { keyOf, searchCredentials, usersOf } from './list.ts';

type Care = ReadonlyMap<string, readonly CareItem[]>;
type RowProps = {
  credential: Credential;
  users: number;
  care: readonly CareItem[];
  selected: boolean;
  onSelect: () => void;
};

/** What is said of a credential in its row: that nothing uses it stands there already. */
function badgesOf(items: readonly CareItem[]): CareItem[] {
  return items.filter(({ kind }) => kind !== 'unused');
}

function Row({ credential, users, care, selected, onSelect }: RowProps) {
  const { t } = useTranslation('credentials');
  const key = keyOf(credential);
  const { environment } = credential.details;
  return (
    <UnstyledButton className={classes.row} aria-current={selected || undefined} onClick={onSelect}>
      <IconKey size={16} stroke={1.6} aria-hidden className={classes.rowIcon} />
      <span className={classes.rowText}>
        <span className={classes.rowName}>{credential.name}</span>
        <span className={classes.rowKind}>
          {t(`kinds.${credential.kind}`)}
          {key !== null && <code>{key}</code>}
        </span>
        <span className={classes.rowHosts}>
          {credential.allowedHosts.length === 0 ? t('noHosts') : credential.allowedHosts.join(', ')}
        </span>
        <CareBadges items={badgesOf(care)} />
      </span>
      <span className={classes.rowEnd}>
        <span className={classes.rowUsers}>{t('users', { count: users })}</span>
        {environment !== null && <EnvironmentBadge environment={environment} />}
      </span>
    </UnstyledButton>
  );
}

type ListProps = {
  credentials: readonly Credential[];
  connections: readonly Connection[];
  care: Care;
  selected: Credential | null;
  onSelect: (id: string) => void;
};

function CredentialList({ credentials, connections, care, selected, onSelect }: ListProps) {
  const { t } = useTranslation('credentials');
  const [search, setSearch] = useState('');
  const input = useFindAction('find-connection');
  const [filter, setFilter] = useState(noFilter);
  const shown = searchCredentials(filterCredentials(credentials, filter, care), search, connections);
  const needing = credentials.filter(({ id }) => (care.get(id) ?? []).some(needsCare)).length;
  return (
    <div className={classes.list}>
      <SearchField ref={input} className={classes.search} label={t('search')} value={search} onChange={setSearch} />
      <Filters credentials={credentials} needing={needing} filter={filter} onChange={setFilter} />
      {shown.length === 0 && (
        <p className={classes.nothing}>{search === '' ? t('filter.nothing') : t('nothingFound', { search })}</p>
      )}
      <VirtualList
        items={shown}
        label={t('title')}
        rowHeight={({ id }) => (badgesOf(care.get(id) ?? []).length === 0 ? 66 : 88)}
        itemKey={(one) => one.id}
      >
        {(credential) => (
          <Row
            credential={credential}
            users={usersOf(credential.id, connections).length}
            care={care.get(credential.id) ?? []}
            selected={credential.id === selected?.id}
            onSelect={() => onSelect(credential.id)}
          />
        )}
      </VirtualList>
    </div>
  );
}

type Dialog = { kind: 'new' } | { kind: 'edit' | 'new-secret' | 'delete'; credential: Credential } | null;

/** The vault: every key, what it may be used for and who uses it. */
export function CredentialsPlace() {
  const { t } = useTranslation('credentials');
  const list = useCommandQuery('credentials.list', {});
  const connections = useCommandQuery('connections.list', {}).data ?? [];
  const care = useCare(true);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const credentials = list.data ?? [];
  const selected =
    credentials.find((one) => one.id === selectedId) ?? searchCredentials(credentials, '', connections)[0] ?? null;
  const content = () => {
    if (list.error) return <ErrorAlert error={list.error} onRetry={() => void list.refetch()} />;
    if (!list.data) return null;
    if (!selected)
      return (
        <EmptyState icon={IconKey} title={t('empty.title')} text={t('empty.text')}>
          <Button onClick={() => setDialog({ kind: 'new' })}>{t('new')}</Button>
        </EmptyState>
      );
    return (
      <SplitPane
        id="credentials"
        label={t('resize')}
        firstSide={{ min: '240px', size: '38%' }}
        secondMin="340px"
        first={
          <CredentialList
            credentials={credentials}
            connections={connections}
            care={care}
            selected={selected}
            onSelect={setSelectedId}
          />
        }
        second={
          <CredentialDetail
            key={selected.id}
            credential={selected}
            users={usersOf(selected.id, connections)}
            connections={connections}
            care={care.get(selected.id) ?? []}
            onNewSecret={() => setDialog({ kind: 'new-secret', credential: selected })}
            onEdit={() => setDialog({ kind: 'edit', credential: selected })}
            onDelete={() => setDialog({ kind: 'delete', credential: selected })}
          />
        }
      />
    );
  };
  return (
    <div className={classes.place}>
      <PlaceHeader title={t('title')} text={t('lead')}>
        <CredentialsTransfer isEmpty={credentials.length === 0} />
        <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setDialog({ kind: 'new' })}>
          {t('new')}
        </Button>
      </PlaceHeader>
      <div className={classes.content}>{content()}</div>
      <CredentialDialog
        opened={dialog !== null && dialog.kind !== 'delete'}
        credential={dialog === null || dialog.kind === 'new' ? null : dialog.credential}
        mode={dialog?.kind === 'new-secret' ? 'new-secret' : 'whole'}
        onClose={close}
        onSaved={(saved) => setSelectedId(saved.id)}
      />
      {dialog?.kind === 'delete' && (
        <DeleteCredential
          credential={dialog.credential}
          users={usersOf(dialog.credential.id, connections)}
          onClose={close}
          onDeleted={close}
        />
      )}
    </div>
  );
}
