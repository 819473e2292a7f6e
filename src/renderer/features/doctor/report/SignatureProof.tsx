import { useTranslation } from 'react-i18next';
import type { Diagnosis } from '../../../../protocol/models/diagnosis.ts';
import classes from '../Doctor.module.css';

/** Expected and received signature, and how the expected one comes about. */
export function SignatureProof({ signature }: { signature: NonNullable<Diagnosis['signature']> }) {
  const { t } = useTranslation('doctor');
  return (
    <section className={classes.proof} aria-label={t('evidence.signatures')}>
      <h3>{t('evidence.signatures')}</h3>
      <dl className={classes.context}>
        <div className={classes.around}>
          <dt>{t('evidence.expectedSignature')}</dt>
          <dd>{signature.expectedSignature || t('evidence.notComputed')}</dd>
        </div>
        <div className={classes.around}>
          <dt>{t('evidence.receivedSignature')}</dt>
          <dd>{signature.receivedSignature ?? t('evidence.missing')}</dd>
        </div>
      </dl>
      {signature.steps.length > 0 && (
        <details>
          <summary>{t('evidence.steps')}</summary>
          <ol className={classes.steps}>
            {signature.steps.map(({ id, title, detail, rule, result }) => (
              <li key={id}>
                <strong>{title}</strong>
                <p>
                  {detail} {rule && <span className={classes.rule}>{rule}</span>}
                </p>
                {result !== undefined && <code>{result}</code>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
