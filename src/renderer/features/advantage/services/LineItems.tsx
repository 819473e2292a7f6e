import { useTranslation } from 'react-i18next';
import type { GradedLineItem } from '../../../../protocol/models/advantage/services.ts';
import { Ago } from '../../../ui/Ago.tsx';
import legs from '../legs/Legs.module.css';

/** Line items with the scores in them. */
export function LineItems({ items }: { items: readonly GradedLineItem[] }) {
  const { t } = useTranslation('advantage');
  return (
    <>
      {items.map(({ id, label, scoreMaximum, createdBy, scores }) => (
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
    </>
  );
}
