import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lmsPresetIdSchema, lmsPresetIds } from '../../../protocol/models/lti/lti.ts';
import classes from './Catcher.module.css';

/** Where each LMS takes the addresses. */
export function Guide() {
  const { t } = useTranslation('catcher');
  const [lms, setLms] = useState<(typeof lmsPresetIds)[number]>('plain');
  return (
    <details className={classes.guide}>
      <summary>{t('guide.title')}</summary>
      <NativeSelect
        aria-label={t('guide.lms')}
        data={lmsPresetIds.map((value) => ({ value, label: t(`guide.names.${value}`) }))}
        value={lms}
        onChange={({ currentTarget }) => setLms(lmsPresetIdSchema.parse(currentTarget.value))}
      />
      <p>{t(`guide.steps.${lms}`)}</p>
    </details>
  );
}
