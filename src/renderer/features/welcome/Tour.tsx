import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { useUpdateSettings } from '../../app/use-stored-theme.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { notifyProblem } from '../../ui/notify.ts';
import classes from './Tour.module.css';

const steps = ['step1', 'step2', 'step3'] as const;

/** The first check in three steps, above the form until the person has had enough of it. `current` is 0 to 2. */
export function Tour({ current }: { current: number }) {
  const { t } = useTranslation('welcome');
  const settings = useCommandQuery('settings.get', {});
  const update = useUpdateSettings();
  if (settings.data?.tourDone !== false) return null;
  return (
    <aside className={classes.tour} aria-label={t('tour.title')}>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step} className={classes.step} aria-current={index === current ? 'step' : undefined}>
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
            <span>
              <Trans t={t} i18nKey={`tour.${step}`} components={{ key: <kbd /> }} />
            </span>
          </li>
        ))}
      </ol>
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => {
          update({ tourDone: true }).catch(notifyProblem);
        }}
      >
        {t('tour.done')}
      </Button>
    </aside>
  );
}
