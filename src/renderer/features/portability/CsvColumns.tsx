import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { csvFieldSchema } from '../../../protocol/models/data/portability.ts';
import type { ReadingProps } from './CsvReading.tsx';
import classes from './Portability.module.css';

/** What each column becomes. Only headings are shown: what stands beneath them may be secret. */
export function CsvColumns({ preview: { columns }, settings, onChange }: ReadingProps) {
  const { t } = useTranslation('portability');
  // Two changes may follow each other before the first is answered.
  const chosen = columns.map(({ field }, index) => (settings.fields ? (settings.fields[index] ?? null) : field));
  const set = (index: number, value: string) => {
    const field = csvFieldSchema.safeParse(value).data ?? null;
    // A field stands in one column: it leaves the one it was in.
    const fields = chosen.map((known, at) => (at === index ? field : known === field ? null : known));
    onChange({ ...settings, fields });
  };
  return (
    <fieldset className={classes.columns} aria-label={t('csv.columns')}>
      {columns.map(({ heading, filled }, index) => {
        const name = heading === null || heading === '' ? t('csv.column', { number: index + 1 }) : heading;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
          <div key={index} className={classes.column}>
            <span className={classes.heading} title={name}>
              {name}
            </span>
            <span className={classes.dim}>{t('csv.filled', { count: filled })}</span>
            <NativeSelect
              aria-label={t('csv.fieldOf', { name })}
              value={chosen[index] ?? ''}
              onChange={(event) => set(index, event.currentTarget.value)}
              data={[
                { value: '', label: t('csv.leaveOut') },
                ...csvFieldSchema.options.map((value) => ({ value, label: t(`fields.${value}`) })),
              ]}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
