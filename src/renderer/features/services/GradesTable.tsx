import { useTranslation } from 'react-i18next';
import type { Grade } from '../../../protocol/models/lti/platform.ts';
import { Ago } from '../../ui/Ago.tsx';
import classes from './Services.module.css';

/** Cells of the gradebook. */
export function GradesTable({ grades }: { grades: readonly Grade[] }) {
  const { t } = useTranslation('services');
  return (
    <table className={classes.table} aria-label={t('grades.title')}>
      <thead>
        <tr>
          <th scope="col">{t('grades.user')}</th>
          <th scope="col">{t('grades.link')}</th>
          <th scope="col">{t('grades.score')}</th>
          <th scope="col">{t('grades.more')}</th>
          <th scope="col">{t('grades.when')}</th>
        </tr>
      </thead>
      <tbody>
        {grades.map((grade) => (
          <tr key={grade.sourcedId}>
            <td>{grade.userId}</td>
            <td title={grade.contextId}>{grade.resourceLinkId}</td>
            <td>{grade.score ?? t('grades.noScore')}</td>
            <td>{grade.text ?? grade.url ?? ''}</td>
            <td>
              <Ago at={grade.gradedAt ?? grade.issuedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
