import { Button } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { PathFact } from '../whereabouts/PathFact.tsx';
import { Facts, Section } from './Section.tsx';

/** Where everything is kept, and the way to the page that says all of it. */
export function DataSection({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('settings');
  const folder = useCommandQuery('data.location', {}).data?.folder;
  const vault = useCommandQuery('vault.status', {}).data;
  return (
    <Section
      title={t('data.title')}
      text={t('data.text')}
      action={
        <Button variant="default" leftSection={<IconShieldLock size={13} aria-hidden />} onClick={onOpen}>
          {t('data.open')}
        </Button>
      }
    >
      <Facts
        rows={[
          { name: t('data.folder'), value: folder && <PathFact path={folder} what={t('data.folder')} /> },
          { name: t('data.vault'), value: vault && t(`data.states.${vault.state}`) },
        ]}
      />
    </Section>
  );
}
