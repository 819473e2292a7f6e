import { useTranslation } from 'react-i18next';
import type { OutcomeCall } from '../../../protocol/models/lti/platform.ts';
import { Ago } from '../../ui/Ago.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Findings } from './Findings.tsx';
import classes from './Services.module.css';

function useVerified(verified: boolean | null): string {
  const { t } = useTranslation('services');
  if (verified === null) return t('outcomes.unchecked');
  return verified ? t('outcomes.verified') : t('outcomes.notVerified');
}

function Call({ call }: { call: OutcomeCall }) {
  const { t } = useTranslation('services');
  const operation = t(`outcomes.operations.${call.operation ?? 'unknown'}`);
  const verified = useVerified(call.verified);
  return (
    <li className={classes.card} data-code={call.codeMajor}>
      <div className={classes.cardHead}>
        <strong>{operation}</strong>
        {call.score !== null && <span>{t('outcomes.score', { score: call.score })}</span>}
        <span className={classes.code} data-code={call.codeMajor}>
          {t(`outcomes.codes.${call.codeMajor}`)}
        </span>
        <span className={classes.dim} data-verified={call.verified ?? 'unknown'}>
          {verified}
        </span>
        <span className={classes.when}>
          <Ago at={call.at} />
        </span>
      </div>
      {call.description !== '' && <p>{call.description}</p>}
      {call.sourcedId !== null && (
        <p className={classes.dim}>
          {t('outcomes.sourcedId')}: <code>{call.sourcedId}</code>
        </p>
      )}
      {call.text !== null && (
        <p>
          {t('outcomes.text')}: {call.text}
        </p>
      )}
      {call.url !== null && (
        <p>
          {t('outcomes.url')}: <code>{call.url}</code>
        </p>
      )}
      <Findings findings={call.findings} />
      <details>
        <summary>{t('outcomes.details', { operation })}</summary>
        <p className={classes.dim}>
          <code>POST {call.request.url}</code>
        </p>
        <KeyValueTable rows={call.request.headers} label={t('outcomes.headers')} />
        <CodeBlock text={call.request.body} label={t('outcomes.request')} copyLabel={t('outcomes.copyRequest')} />
        <h4>{t('outcomes.answer', { status: call.response.status })}</h4>
        <CodeBlock
          text={call.response.body}
          label={t('outcomes.answer', { status: call.response.status })}
          copyLabel={t('outcomes.copyAnswer')}
        />
      </details>
    </li>
  );
}

/** Every Basic Outcomes message of a launch, newest first, with the answer it got. */
export function Outcomes({ calls }: { calls: readonly OutcomeCall[] }) {
  const { t } = useTranslation('services');
  return (
    <section aria-label={t('outcomes.title')}>
      <h3 className={classes.heading}>{t('outcomes.title')}</h3>
      <ul className={classes.cards}>
        {[...calls].reverse().map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: calls have no id, and keep their order
          <Call key={calls.length - index} call={call} />
        ))}
      </ul>
    </section>
  );
}
