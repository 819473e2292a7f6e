import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { AuthoritiesSection } from '../authorities/AuthoritiesSection.tsx';
import { BackupsSection } from '../backups/BackupsSection.tsx';
import { RosterSection } from '../roster/RosterSection.tsx';
import { VaultSection } from '../vault/protection/VaultSection.tsx';
import { WhereaboutsPage } from '../whereabouts/WhereaboutsPage.tsx';
import { About, Shortcuts } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { ContractsSection } from './ContractsSection.tsx';
import { DataSection } from './DataSection.tsx';
import { Section } from './Section.tsx';
import classes from './Settings.module.css';

export function SettingsPlace() {
  const { t } = useTranslation('settings');
  const { t: vault } = useTranslation('vault');
  const { t: roster } = useTranslation('roster');
  const [page, setPage] = useState<'settings' | 'whereabouts'>('settings');
  if (page === 'whereabouts') return <WhereaboutsPage onBack={() => setPage('settings')} />;
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <PlaceHeader title={t('title')} />
        <Appearance />
        <DataSection onOpen={() => setPage('whereabouts')} />
        <Section title={vault('section.title')} text={vault('section.text')}>
          <VaultSection />
        </Section>
        <BackupsSection />
        <ContractsSection />
        <AuthoritiesSection />
        <Section title={roster('title')} text={roster('text')}>
          <RosterSection />
        </Section>
        <Shortcuts />
        <About />
      </div>
    </div>
  );
}
