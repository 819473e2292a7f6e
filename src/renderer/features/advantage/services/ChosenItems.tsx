import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FormDraft } from '../../../../protocol/commands/connections.ts';
import type { StoredItem } from '../../../../protocol/models/advantage/services.ts';
import { firstChoice } from '../../../../protocol/models/lti/launch-setup.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import { notifyProblem } from '../../../ui/notify.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { useShowForm } from '../../try/form/use-show-form.ts';
import legs from '../legs/Legs.module.css';
import classes from './Services.module.css';

const resourceLinkOperation = 'launchResourceLink';

/** Turns to the resource link launch of the connection, at the link a content item was taken over as. */
function useLaunchItem(connectionId: string): (item: StoredItem) => void {
  const show = useShowForm();
  return ({ courseId, placementId }) => {
    const from = (kept: FormDraft) => ({ ...kept, preset: { ...(kept.preset ?? firstChoice), courseId, placementId } });
    show({ id: connectionId, operationId: resourceLinkOperation }, { from }).catch(notifyProblem);
  };
}

/** Content chosen by deep linking, newest first; resource links can be launched. */
export function ChosenItems({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation('advantage');
  const items = useCommandQuery('contentItems.list', { connectionId });
  const launch = useLaunchItem(connectionId);
  return (
    <section aria-label={t('services.items')} className={classes.part}>
      <h3>{t('services.items')}</h3>
      {items.error && <ErrorAlert error={items.error} />}
      {items.data?.length === 0 && <p className={legs.dim}>{t('services.itemsNone')}</p>}
      <ul className={classes.list}>
        {items.data?.map((item) => {
          const title = item.title ?? item.url ?? item.type;
          return (
            <li key={item.id} className={classes.item}>
              <span>
                <strong>{title}</strong> <span className={legs.dim}>{item.type}</span>
                {item.url !== null && <code>{item.url}</code>}
              </span>
              {item.placementId !== null && (
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconPlayerPlay size={12} aria-hidden />}
                  aria-label={t('services.launchItem', { title })}
                  onClick={() => launch(item)}
                >
                  {t('services.launch')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
