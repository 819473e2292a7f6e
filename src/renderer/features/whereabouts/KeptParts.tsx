import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { formatMoment } from '../../ui/format.ts';
import { Facts, Section } from '../settings/Section.tsx';
import classes from '../settings/Settings.module.css';
import { PathFact } from './PathFact.tsx';

/** When the vault locks by itself. */
export function LockingPart() {
  const { t } = useTranslation('whereabouts');
  const protection = useCommandQuery('vault.protection', {}).data;
  if (!protection) return null;
  const { lockAfterMinutes, lockOnSuspend, lockOnScreenLock } = protection;
  const times = [
    lockAfterMinutes === 0 ? t('locking.noIdle') : t('locking.idle', { count: lockAfterMinutes }),
    ...(lockOnSuspend ? [t('locking.suspend')] : []),
    ...(lockOnScreenLock ? [t('locking.screenLock')] : []),
    t('locking.quit'),
  ];
  return (
    <Section title={t('locking.title')} text={t('locking.text')}>
      <ul className={classes.plainList} aria-label={t('locking.title')}>
        {times.map((time) => (
          <li key={time}>{time}</li>
        ))}
      </ul>
    </Section>
  );
}

/** Which secrets lie in backups, and where these are. */
export function BackupsPart() {
  const { t, i18n } = useTranslation('whereabouts');
  const backups = useCommandQuery('vault.whereabouts', {}).data?.backups;
  if (!backups) return null;
  const { folder, count, lastAt } = backups;
  const counted =
    lastAt === null ? t('backups.none') : t('backups.counted', { count, moment: formatMoment(lastAt, i18n.language) });
  return (
    <Section title={t('backups.title')} text={t('backups.text')}>
      <Facts
        rows={[
          { name: t('backups.folder'), value: <PathFact path={folder} what={t('backups.title')} /> },
          { name: t('backups.count'), value: counted },
        ]}
      />
    </Section>
  );
}

/** Secrets from before a change that are still kept. */
export function PreviousPart() {
  const { t, i18n } = useTranslation('whereabouts');
  const care = useCommandQuery('credentials.care', { secrets: false }).data ?? [];
  const kept = care.flatMap(({ id, name, items }) =>
    items.flatMap((item) => (item.kind === 'overlap' ? [{ id, name, until: item.until }] : [])),
  );
  return (
    <Section title={t('previous.title')} text={t('previous.text')}>
      {kept.length === 0 ? (
        <p className={classes.paragraph}>{t('previous.none')}</p>
      ) : (
        <ul className={classes.plainList} aria-label={t('previous.list')}>
          {kept.map(({ id, name, until }) => (
            <li key={id}>
              {name}{' '}
              <span className={classes.note}>
                {until === null
                  ? t('previous.untilEnded')
                  : t('previous.until', { moment: formatMoment(until, i18n.language) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
