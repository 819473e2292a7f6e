import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { LineItems } from '../advantage/services/LineItems.tsx';
import { GradesTable } from './GradesTable.tsx';
import classes from './Services.module.css';

/** The gradebook of one connection: results of LTI 1.x, and line items of LTI 1.3 with their scores. */
export function ConnectionGrades({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation('services');
  const grades = useCommandQuery('grades.list', { connectionId });
  const items = useCommandQuery('lineItems.list', { connectionId });
  const isEmpty = grades.data?.length === 0 && items.data?.length === 0;
  return (
    <section className={classes.section} aria-label={t('grades.title')}>
      <h2>{t('grades.title')}</h2>
      <p className={classes.dim}>{t('grades.text')}</p>
      {grades.error && <ErrorAlert error={grades.error} />}
      {items.error && <ErrorAlert error={items.error} />}
      {isEmpty && <p>{t('grades.none')}</p>}
      {grades.data && grades.data.length > 0 && <GradesTable grades={grades.data} />}
      {items.data && items.data.length > 0 && <LineItems items={items.data} />}
    </section>
  );
}
