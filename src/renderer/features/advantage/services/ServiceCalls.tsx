import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceCallSummary } from '../../../../protocol/models/advantage/services.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import { Ago } from '../../../ui/Ago.tsx';
import { CodeBlock } from '../../../ui/CodeBlock.tsx';
import { indented } from '../../../ui/json-text.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { Method } from '../../../ui/Method.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { Checks } from '../legs/Checks.tsx';
import legs from '../legs/Legs.module.css';
import classes from './Services.module.css';

function Detail({ id }: { id: string }) {
  const { t } = useTranslation('advantage');
  const { data, error } = useCommandQuery('serviceCalls.get', { id });
  if (error) return <ErrorAlert error={error} />;
  if (!data) return null;
  return (
    <>
      <p className={legs.url}>
        <code>{data.url}</code>
      </p>
      <Checks checks={data.checks} label={t('services.checks')} />
      {data.token && <CodeBlock text={JSON.stringify(data.token.claims, null, 2)} label={t('services.token')} />}
      <KeyValueTable rows={data.request.headers} label={t('services.requestHeaders')} />
      {data.request.body !== '' && <CodeBlock text={indented(data.request.body)} label={t('services.requestBody')} />}
      <h4>{t('services.answer', { status: data.status })}</h4>
      {data.response.body !== '' && <CodeBlock text={indented(data.response.body)} label={t('services.answerBody')} />}
    </>
  );
}

const tones = { accepted: 'passed', remarked: 'remarked', refused: 'failed' } as const;

function Call({ call }: { call: ServiceCallSummary }) {
  const { t } = useTranslation('advantage');
  const [opened, setOpened] = useState(false);
  return (
    <li>
      <details className={classes.call} onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>
          <Method method={call.method} /> <strong>{t(`services.names.${call.service}`)}</strong>{' '}
          <span className={legs.status} data-status={tones[call.verdict]}>
            {t(`services.verdict.${call.verdict}`)}
          </span>{' '}
          {call.headline}{' '}
          <span className={legs.dim}>
            <Ago at={call.at} />
          </span>
        </summary>
        {opened && <Detail id={call.id} />}
      </details>
    </li>
  );
}

/** Every call of the tool to the services that belongs to a launch, newest first. */
export function ServiceCalls({ exchangeId }: { exchangeId: string }) {
  const { t } = useTranslation('advantage');
  const calls = useCommandQuery('serviceCalls.list', { exchangeId });
  return (
    <section aria-label={t('services.calls')} className={classes.part}>
      <h3>{t('services.calls')}</h3>
      {calls.error && <ErrorAlert error={calls.error} />}
      {calls.data?.length === 0 && <p className={legs.dim}>{t('services.callsNoneText')}</p>}
      <ul className={classes.list}>
        {calls.data?.map((call) => (
          <Call key={call.id} call={call} />
        ))}
      </ul>
    </section>
  );
}
