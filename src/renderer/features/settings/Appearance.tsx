import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsSchema } from '../../../protocol/commands/workspace.ts';
import { useUpdateSettings } from '../../app/use-stored-theme.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { Section } from './Section.tsx';

export function Appearance() {
  const { t } = useTranslation('settings');
  const settings = useCommandQuery('settings.get', {});
  const update = useUpdateSettings();
  const [error, setError] = useState<unknown>(null);
  const themes = settingsSchema.shape.theme.options;
  return (
    <Section title={t('appearance.title')} text={t('appearance.text')}>
      {settings.data && (
        <SegmentedControl
          aria-label={t('appearance.theme')}
          data={themes.map((value) => ({ value, label: t(`appearance.themes.${value}`) }))}
          value={settings.data.theme}
          onChange={(theme) => {
            setError(null);
            update({ theme }).catch(setError);
          }}
        />
      )}
      {(error ?? settings.error) != null && <ErrorAlert error={error ?? settings.error} />}
    </Section>
  );
}
