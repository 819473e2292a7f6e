import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { Section } from '../settings/Section.tsx';
import classes from '../settings/Settings.module.css';
import { FolderPart } from './FolderPart.tsx';
import { BackupsPart, LockingPart, PreviousPart } from './KeptParts.tsx';
import { KeychainPart } from './KeychainPart.tsx';
import { OpensPart } from './OpensPart.tsx';

/** One page that says where secrets are, what opens them, and what becomes of them. */
export function WhereaboutsPage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('whereabouts');
  const vault = useCommandQuery('vault.status', {}).data;
  const hasPassphrase = vault?.slots.some(({ kind }) => kind === 'passphrase') === true;
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <PlaceHeader title={t('title')} text={t('text')}>
          <Button variant="default" leftSection={<IconArrowLeft size={13} aria-hidden />} onClick={onBack}>
            {t('back')}
          </Button>
        </PlaceHeader>
        <FolderPart />
        {vault && <OpensPart vault={vault} />}
        {vault && <KeychainPart vault={vault} />}
        <Section title={t('cli.title')}>
          <p className={classes.paragraph}>{t(hasPassphrase ? 'cli.passphrase' : 'cli.nothing')}</p>
          <p className={classes.note}>{t('cli.never')}</p>
        </Section>
        <LockingPart />
        <BackupsPart />
        <PreviousPart />
        <Section title={t('more.title')}>
          <p className={classes.note}>{t('more.text')}</p>
        </Section>
      </div>
    </div>
  );
}
