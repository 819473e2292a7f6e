import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { GradesTable } from './GradesTable.tsx';
import classes from './Services.module.css';

/** The gradebook of one connection. */
export function ConnectionGrades({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation('services');
  const grades = useCommandQuery('grades.list', { connectionId });
  return (
    <section className={classes.section} aria-label={t('grades.title')}>
      <h2>{t('grades.title')}</h2>
      <p className={classes.dim}>{t('grades.text')}</p>
      {grades.error && <ErrorAlert error={grades.error} />}
      {grades.data?.length === 0 && <p>{t('grades.none')}</p>}
      {grades.data && grades.data.length > 0 && <GradesTable grades={grades.data} />}
    </section>
  );
}
