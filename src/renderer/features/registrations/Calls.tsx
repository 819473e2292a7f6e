import { useTranslation } from 'react-i18next';
import type { AdvantageCheck } from '../../../protocol/models/advantage/launch.ts';
import type { RegistrationCall } from '../../../protocol/models/advantage/registration.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { indented } from '../../ui/json-text.ts';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Method } from '../../ui/Method.tsx';
import { RuleTable } from '../advantage/legs/RuleTable.tsx';
import classes from './Registrations.module.css';

const byWeight: readonly AdvantageCheck['status'][] = ['failed', 'remarked', 'unknown', 'passed'];

/** The broken ones first. */
function byStatus(checks: readonly AdvantageCheck[]): AdvantageCheck[] {
  return checks.toSorted((a, b) => byWeight.indexOf(a.status) - byWeight.indexOf(b.status));
}

function Call({ call, open }: { call: RegistrationCall; open: boolean }) {
  const { t } = useTranslation('registrations');
  const broken = call.checks.filter(({ status }) => status === 'failed').length;
  return (
    <li>
      <details className={classes.call} open={open}>
        <summary>
          <Method method={call.method} /> <span>{t(`dynamic.kind.${call.kind}`)}</span>{' '}
          <code className={classes.status} data-status={call.status < 300 ? 'passed' : 'failed'}>
            {call.status}
          </code>
          {call.checks.length > 0 && (
            <span className={classes.dim}>
              {broken === 0 ? t('dynamic.rulesKept') : t('dynamic.rules', { count: broken })}
            </span>
          )}
        </summary>
        <p>
          <code>{call.url}</code>
        </p>
        {call.checks.length > 0 && <RuleTable checks={byStatus(call.checks)} label={t('dynamic.checks')} />}
        <KeyValueTable rows={call.headers} label={t('dynamic.headers')} />
        {call.body !== '' && <CodeBlock text={indented(call.body)} label={t('dynamic.body')} />}
        <CodeBlock text={indented(call.answer)} label={t('dynamic.answer')} />
      </details>
    </li>
  );
}

/** What the tool has asked of the platform, oldest first; the last registration is open. */
export function Calls({ calls }: { calls: readonly RegistrationCall[] }) {
  const { t } = useTranslation('registrations');
  const last = calls.findLastIndex(({ kind }) => kind === 'registration');
  return (
    <section aria-label={t('dynamic.calls')} className={classes.calls}>
      <h2>{t('dynamic.calls')}</h2>
      {calls.length === 0 && <p className={classes.dim}>{t('dynamic.callsNone')}</p>}
      <ol>
        {calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: calls are only ever added at the end
          <Call key={index} call={call} open={index === last} />
        ))}
      </ol>
    </section>
  );
}
