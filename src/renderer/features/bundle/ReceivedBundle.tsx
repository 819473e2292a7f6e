import { useTranslation } from 'react-i18next';
import type { Bundle } from '../../../protocol/models/data/bundle.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Bundle.module.css';
import { VerifyReceived } from './VerifyReceived.tsx';

function Points({ conclusion }: Pick<Bundle, 'conclusion'>) {
  const { t } = useTranslation('bundle');
  if (conclusion.points.length === 0) return null;
  return (
    <section aria-label={t('received.wrong')}>
      <h3>{t('received.wrong')}</h3>
      <ol>
        {conclusion.points.map(({ text, fix, owner }) => (
          <li key={text}>
            <p>{text}</p>
            {fix !== '' && <p className={classes.note}>{t('received.fix', { fix })}</p>}
            {owner && <p className={classes.note}>{t('received.owner', { owner: t(`owners.${owner}`) })}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Text({ title, text }: { title: string; text: string | null | undefined }) {
  if (text == null || text === '') return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <pre>{text}</pre>
    </section>
  );
}

function requestText({ request }: Bundle): string | null {
  if (request === null) return null;
  const fields = request.fields.map(([name, value]) => `${name}=${value}`);
  return [`${request.method} ${request.url}`, '', ...fields, request.body ?? ''].join('\n').trimEnd();
}

/** Evidence somebody sent, shown read-only. All of it is text: it may have been made by anyone. */
export function ReceivedBundle({ text }: { text: string }) {
  const { t } = useTranslation('bundle');
  const { data, error } = useCommandQuery('bundle.read', { text });
  return (
    <section className={classes.received} aria-label={t('received.region')}>
      {error && <ErrorAlert error={error} />}
      {data && (
        <>
          <div>
            <h2>{data.bundle.subject.title}</h2>
            <p>
              <strong>{data.bundle.conclusion.headline}</strong>
            </p>
            <p className={classes.note}>
              {t('received.lead', { by: data.bundle.made.by, at: new Date(data.bundle.made.at).toLocaleString() })}
            </p>
          </div>
          <Text title={t('received.note')} text={data.bundle.note} />
          <VerifyReceived text={text} reverify={data.bundle.reverify} />
          <Points conclusion={data.bundle.conclusion} />
          <Text title={t('received.timeline')} text={data.bundle.timeline?.text} />
          <Text title={t('received.baseString')} text={data.bundle.signature?.baseString} />
          <Text title={t('received.request')} text={requestText(data.bundle)} />
        </>
      )}
    </section>
  );
}
