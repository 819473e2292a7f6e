import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from '../fields/field-props.ts';
import { overlapNames, usualOverlap } from './overlaps.ts';

/** How long the value before is kept; for secrets that are about to change. */
export function OverlapSelect({ form, change }: Pick<FieldProps, 'form' | 'change'>) {
  const { t } = useTranslation('credentials');
  return (
    <Select
      label={t('overlap.label')}
      description={t(
        `overlap.help.${form.overlap === 'none' ? 'none' : form.kind === 'lti-registration' ? 'key' : 'some'}`,
      )}
      data={overlapNames.map((value) => ({ value, label: t(`overlap.names.${value}`) }))}
      value={form.overlap}
      onChange={(value) => change({ overlap: overlapNames.find((name) => name === value) ?? usualOverlap })}
      allowDeselect={false}
    />
  );
}
