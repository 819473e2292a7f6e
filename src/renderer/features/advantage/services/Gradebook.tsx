import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../../client/queries.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import legs from '../legs/Legs.module.css';
import { LineItems } from './LineItems.tsx';
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
      {items.data && <LineItems items={items.data} />}
    </section>
  );
}
