import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { RosterDialog } from './RosterDialog.tsx';

/** The way to the roster from the settings: how much there is, and the button that opens it. */
export function RosterSection() {
  const { t } = useTranslation('roster');
  const roster = useCommandQuery('roster.list', {}).data;
  const [opened, setOpened] = useState(false);
  return (
    <>
      {roster && <p>{t('counts', { people: roster.people.length, courses: roster.courses.length })}</p>}
      <div>
        <Button
          variant="default"
          leftSection={<IconUsersGroup size={14} aria-hidden />}
          onClick={() => setOpened(true)}
        >
          {t('open')}
        </Button>
      </div>
      <RosterDialog opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
