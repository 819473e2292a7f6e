import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../../protocol/models/connection.ts';
import type { Credential } from '../../../../protocol/models/vault/vault.ts';
import { useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import { Ago } from '../../../ui/Ago.tsx';
import { EnvironmentBadge } from '../../../ui/EnvironmentBadge.tsx';
import { formatDate, formatMoment } from '../../../ui/format.ts';
import classes from './Details.module.css';

const day = 86_400_000;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** When it last signed something, for which connection, and what; the connection is opened where it still is there. */
export function LastUse({ credential, connections }: { credential: Credential; connections: readonly Connection[] }) {
  const { t } = useTranslation('credentials');
  const { open } = useNavigator();
  const { lastUse } = credential;
  if (lastUse === null) return <Fact name={t('lastUse.title')}>{t('lastUse.never')}</Fact>;
  const { at, purpose, operation, connection, connectionId } = lastUse;
  const isThere = connections.some(({ id }) => id === connectionId);
  return (
    <Fact name={t('lastUse.title')}>
      <Ago at={at} />
      {' · '}
      {t(`lastUse.${purpose}`, { operation })}
      {connectionId !== null && (
        <>
          {' · '}
          {isThere ? (
            <UnstyledButton td="underline" fz="inherit" onClick={() => open({ connectionId, view: 'history' })}>
              {connection}
            </UnstyledButton>
          ) : (
            t('lastUse.gone', { connection })
          )}
        </>
      )}
    </Fact>
  );
}

/** What people said of a credential, as far as they said something. */
export function DetailFacts({ credential }: { credential: Credential }) {
  const { t, i18n } = useTranslation('credentials');
  const { details, secretChangedAt } = credential;
  const { environment, tags, notes, expiresAt, rotateEveryDays } = details;
  const due = rotateEveryDays === null ? null : secretChangedAt + rotateEveryDays * day;
  return (
    <>
      {environment !== null && (
        <Fact name={t('details.environment')}>
          <EnvironmentBadge environment={environment} />
        </Fact>
      )}
      {expiresAt !== null && (
        <Fact name={t('details.expires')}>
          <time dateTime={new Date(expiresAt).toISOString()} title={formatMoment(expiresAt, i18n.language)}>
            {formatDate(expiresAt, i18n.language)}
          </time>
        </Fact>
      )}
      <Fact name={t('details.secretChanged')}>
        <Ago at={secretChangedAt} />
        {due !== null &&
          ` · ${t('details.due', { count: rotateEveryDays ?? 0, date: formatDate(due, i18n.language) })}`}
      </Fact>
      {tags.length > 0 && (
        <Fact name={t('details.tags')}>
          <span className={classes.tags}>
            {tags.map((tag) => (
              <span key={tag} className={classes.tag}>
                {tag}
              </span>
            ))}
          </span>
        </Fact>
      )}
      {notes !== '' && (
        <Fact name={t('details.notes')}>
          <p className={classes.notes}>{notes}</p>
        </Fact>
      )}
    </>
  );
}
