import { useTranslation } from 'react-i18next';
import { type Cause, causeState } from '../../../protocol/models/exchanges/verdict.ts';
import classes from './Causes.module.css';

/** The documented causes of a refusal: which are possible, and which the record of the exchange rules out. */
export function Causes({ causes }: { causes: readonly Cause[] }) {
  const { t } = useTranslation('causes');
  if (causes.length === 0) return null;
  return (
    <section className={classes.causes} aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <ul>
        {causes.map((cause) => {
          const state = causeState(cause);
          return (
            <li key={cause.text} data-state={state}>
              <span className={classes.state}>{t(`states.${state}`)}</span>
              <div>
                <span className={classes.text}>{cause.text}</span>
                {cause.evidence && (
                  <p className={classes.why}>{t(`evidence.${cause.evidence.key}`, { ...cause.evidence.values })}</p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
