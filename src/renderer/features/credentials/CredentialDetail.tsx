import { Button, UnstyledButton } from '@mantine/core';
import { IconPencil, IconPlugConnected, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { CareItem } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { Ago } from '../../ui/Ago.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EnvironmentBadge } from '../../ui/EnvironmentBadge.tsx';
import { hostOf } from '../../ui/format.ts';
import { RegistrationSheet } from '../registrations/RegistrationSheet.tsx';
import { AccessLog } from '../vault/protection/AccessLog.tsx';
import classes from './Credentials.module.css';
import { CareNotes } from './care/CareNotes.tsx';
import { CredentialChecks } from './care/CredentialChecks.tsx';
import { DetailFacts, LastUse } from './details/DetailFacts.tsx';
import { PreviousSecrets } from './overlap/PreviousSecrets.tsx';
import { SecretPart, usePartName } from './SecretPart.tsx';

function Users({ credential, users }: { credential: Credential; users: readonly Connection[] }) {
  const { t } = useTranslation('credentials');
  const { open } = useNavigator();
  if (users.length === 0) return <p className={classes.note}>{t('usedByNone')}</p>;
  return (
    <ul className={classes.users}>
      {users.map((connection) => {
        const host = hostOf(connection.baseUrl);
        return (
          <li key={connection.id}>
            <UnstyledButton
              className={classes.user}
              onClick={() => open({ connectionId: connection.id, view: 'setup' })}
            >
              <IconPlugConnected size={14} aria-hidden />
              <span className={classes.userName}>{connection.name}</span>
              <EnvironmentBadge environment={connection.environment} />
            </UnstyledButton>
            {!credential.allowedHosts.includes(host) && (
              <p className={classes.warn}>{t('notAllowed', { name: connection.name, host })}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type CredentialDetailProps = {
  credential: Credential;
  users: readonly Connection[];
  connections: readonly Connection[];
  care: readonly CareItem[];
  onNewSecret: () => void;
  onEdit: () => void;
  onDelete: () => void;
};

/** All that is known of a credential, its secrets behind an eye. */
export function CredentialDetail(props: CredentialDetailProps) {
  const { credential, users, connections, care, onNewSecret, onEdit, onDelete } = props;
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const { t: vault } = useTranslation('vault');
  const partName = usePartName();
  return (
    <section className={classes.detail} aria-label={credential.name}>
      <div className={classes.detailHead}>
        <div className={classes.detailTitle}>
          <h2>{credential.name}</h2>
          <p className={classes.note}>
            {t(`kinds.${credential.kind}`)} · {t('changed')} <Ago at={credential.updatedAt} />
          </p>
        </div>
        <div className={classes.detailActions}>
          <Button variant="default" leftSection={<IconRefresh size={13} aria-hidden />} onClick={onNewSecret}>
            {t('overlap.action')}
          </Button>
          <Button variant="default" leftSection={<IconPencil size={13} aria-hidden />} onClick={onEdit}>
            {common('actions.edit')}
          </Button>
          <Button
            variant="default"
            c="var(--cs-bad)"
            leftSection={<IconTrash size={13} aria-hidden />}
            onClick={onDelete}
          >
            {common('actions.delete')}
          </Button>
        </div>
      </div>
      <CareNotes items={care} />
      <PreviousSecrets credential={credential} />
      <dl className={classes.facts}>
        {Object.entries(credential.publicParts).map(([part, value]) => (
          <div key={part}>
            <dt>{partName(part)}</dt>
            <dd className={classes.value}>
              <span className={classes.mono}>{value}</span>
              <CopyButton text={value} label={t('copy', { part: partName(part) })} />
            </dd>
          </div>
        ))}
        {credential.secretParts.map((part) => (
          <div key={part}>
            <dt>{partName(part)}</dt>
            <dd>
              <SecretPart key={`${credential.id} ${part}`} credentialId={credential.id} part={part} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('form.hosts')}</dt>
          <dd>
            {credential.allowedHosts.length === 0 ? (
              <span className={classes.warn}>{t('form.noHosts')}</span>
            ) : (
              <span className={classes.hosts}>
                {credential.allowedHosts.map((host) => (
                  <code key={host}>{host}</code>
                ))}
              </span>
            )}
          </dd>
        </div>
        <DetailFacts credential={credential} />
        <LastUse credential={credential} connections={connections} />
        <div>
          <dt>{t('usedBy')}</dt>
          <dd>
            <Users credential={credential} users={users} />
          </dd>
        </div>
        <CredentialChecks credential={credential} />
      </dl>
      {credential.kind === 'lti-registration' && <RegistrationSheet credentialId={credential.id} />}
      <h3>{vault('log.title')}</h3>
      <AccessLog credentialId={credential.id} />
    </section>
  );
}
