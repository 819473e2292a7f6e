import { useTranslation } from 'react-i18next';
import type { CsvRow } from '../../../protocol/models/data/portability.ts';
import classes from './Portability.module.css';

/** What stands in a row, and what is odd about it. */
export function CsvRowDetails({ row }: { row: CsvRow }) {
  const { t } = useTranslation('portability');
  const { line, shown, secrets, notes, problemColumn, repeats } = row;
  const where = problemColumn === null ? t('csv.line', { line }) : t('csv.lineColumn', { line, column: problemColumn });
  return (
    <>
      <div className={classes.cells}>
        <span className={classes.dim}>{where}</span>
        {shown.map(([field, value]) => (
          <span key={field}>
            <span className={classes.dim}>{t(`fields.${field}`)}</span> <code>{value}</code>
          </span>
        ))}
        {secrets.map(({ field, characters }) => (
          <span key={field}>
            <span className={classes.dim}>{t(`fields.${field}`)}</span> {t('csv.secret', { count: characters })}
          </span>
        ))}
      </div>
      {notes.map(({ field, column, what }) => (
        <div key={`${field} ${what}`} className={classes.noted}>
          {t(`notes.${what}`, { column, field: t(`fields.${field}`) })}
        </div>
      ))}
      {repeats !== null && <div className={classes.noted}>{t('csv.repeats', { line: repeats })}</div>}
    </>
  );
}
