import { Button, UnstyledButton } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Credential } from '../../../protocol/models/vault.ts';
import { useFindAction } from '../../app/actions.tsx';
import { useCommandQuery } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { CredentialDetail } from './CredentialDetail.tsx';
import { CredentialDialog } from './CredentialDialog.tsx';
import classes from './Credentials.module.css';
import { DeleteCredential } from './DeleteCredential.tsx';
import { keyOf, searchCredentials, usersOf } from './list.ts';

type RowProps = { credential: Credential; users: number; selected: boolean; onSelect: () => void };

function Row({ credential, users, selected, onSelect }: RowProps) {
  const { t } = useTranslation('credentials');
  const key = keyOf(credential);
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
      </span>
      <span className={classes.rowUsers}>{t('users', { count: users })}</span>
    </UnstyledButton>
  );
}

type ListProps = {
  credentials: readonly Credential[];
  connections: readonly Connection[];
  selected: Credential | null;
  onSelect: (id: string) => void;
};

function CredentialList({ credentials, connections, selected, onSelect }: ListProps) {
  const { t } = useTranslation('credentials');
  const [search, setSearch] = useState('');
  const input = useFindAction('find-connection');
  const shown = searchCredentials(credentials, search, connections);
  return (
    <div className={classes.list}>
      <SearchField ref={input} className={classes.search} label={t('search')} value={search} onChange={setSearch} />
      {shown.length === 0 && <p className={classes.nothing}>{t('nothingFound', { search })}</p>}
      <VirtualList items={shown} label={t('title')} rowHeight={() => 66} itemKey={(one) => one.id}>
        {(credential) => (
          <Row
            credential={credential}
            users={usersOf(credential.id, connections).length}
            selected={credential.id === selected?.id}
            onSelect={() => onSelect(credential.id)}
          />
        )}
      </VirtualList>
    </div>
  );
}

type Dialog = { kind: 'new' } | { kind: 'edit' | 'delete'; credential: Credential } | null;

/** The vault: every key, what it may be used for and who uses it. */
export function CredentialsPlace() {
  const { t } = useTranslation('credentials');
  const list = useCommandQuery('credentials.list', {});
  const connections = useCommandQuery('connections.list', {}).data ?? [];
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
            selected={selected}
            onSelect={setSelectedId}
          />
        }
        second={
          <CredentialDetail
            key={selected.id}
            credential={selected}
            users={usersOf(selected.id, connections)}
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
        <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setDialog({ kind: 'new' })}>
          {t('new')}
        </Button>
      </PlaceHeader>
      <div className={classes.content}>{content()}</div>
      <CredentialDialog
        opened={dialog?.kind === 'new' || dialog?.kind === 'edit'}
        credential={dialog?.kind === 'edit' ? dialog.credential : null}
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
