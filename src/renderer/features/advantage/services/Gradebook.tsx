import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../../client/queries.ts';
import { Ago } from '../../../ui/Ago.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import legs from '../legs/Legs.module.css';
import classes from './Services.module.css';

/** The line items of a connection with their scores. */
export function Gradebook({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation('advantage');
  const items = useCommandQuery('lineItems.list', { connectionId });
  return (
    <section aria-label={t('services.gradebook')} className={classes.part}>
      <h3>{t('services.gradebook')}</h3>
      {items.error && <ErrorAlert error={items.error} />}
      {items.data?.length === 0 && <p className={legs.dim}>{t('services.gradebookNone')}</p>}
      {items.data?.map(({ id, label, scoreMaximum, createdBy, scores }) => (
        <article key={id} aria-label={label}>
          <h4>
            {t('services.lineItem', { label, maximum: scoreMaximum })}{' '}
            <span className={legs.dim}>{t(`services.createdBy.${createdBy}`)}</span>
          </h4>
          {scores.length > 0 && (
            <table className={legs.table} aria-label={label}>
              <thead>
                <tr>
                  <th scope="col">{t('services.person')}</th>
                  <th scope="col">{t('services.score')}</th>
                  <th scope="col">{t('services.progress')}</th>
                  <th scope="col">{t('services.comment')}</th>
                  <th scope="col">{t('services.received')}</th>
                </tr>
              </thead>
              <tbody>
                {scores.map(({ score, result, personName }) => (
                  <tr key={score.userId}>
                    <th scope="row">{personName ?? score.userId}</th>
                    <td>
                      {result.resultScore === null
                        ? t('services.ungraded')
                        : `${result.resultScore} / ${result.resultMaximum}`}
                    </td>
                    <td>{`${score.activityProgress}, ${score.gradingProgress}`}</td>
                    <td>{score.comment ?? ''}</td>
                    <td>
                      <Ago at={score.receivedAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </article>
      ))}
    </section>
  );
}
