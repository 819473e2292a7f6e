import { VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
  IconPlayerStop,
  IconScale,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import type { Check } from '../../../../protocol/models/exchanges/verdict.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { adviceOf, headlineOf } from '../../../ui/headline.ts';
import { ProblemAlert } from '../../../ui/ProblemAlert.tsx';
import { Causes } from '../../causes/Causes.tsx';
import { reasonsInWords } from '../launch/cookie-reasons.ts';
import classes from './VerdictPane.module.css';

const icons: Readonly<Record<Check['level'], TablerIcon>> = {
  pass: IconCircleCheck,
  info: IconInfoCircle,
  warning: IconAlertTriangle,
  error: IconCircleX,
};

const questions = [
  'status-documented',
  'content-type',
  'body-json',
  'body-schema',
  'status-family',
  'message-matches',
  'message-text',
  'parameter-named',
  'header-location',
  'forbidden-causes',
  'operation-unknown',
  'launch-shown',
  'launch-end',
  'launch-cookie',
  'launch-endless',
  'launch-scripts',
  'redirect-not-followed',
] as const;

/** The question a check answers; a check without words of its own is told by its id. */
function useQuestion(): (id: string) => string {
  const { t } = useTranslation('try');
  return (id) => {
    const known = questions.find((one) => one === id.replaceAll('.', '-'));
    return known ? t(`verdict.questions.${known}`) : id.replaceAll(/[.-]/g, ' ');
  };
}

function CheckRow({ check }: { check: Check }) {
  const { t } = useTranslation('try');
  const question = useQuestion();
  const Icon = icons[check.level];
  const actual =
    check.id === 'launch.cookie' ? reasonsInWords(check.actual, (reason) => t(`cookie.${reason}`)) : check.actual;
  return (
    <tr data-level={check.level} data-check={check.id}>
      <td className={classes.level}>
        <Icon size={16} role="img" aria-label={t(`verdict.level.${check.level}`)} />
      </td>
      <td className={classes.question}>
        {question(check.id)}
        <span className={classes.source}>{check.source}</span>
      </td>
      <td>{check.expected}</td>
      <td className={classes.actual}>{actual}</td>
    </tr>
  );
}

/** Every question the verdict answers, with expected, actual and where it says so. */
export function VerdictPane({ exchange }: { exchange: Exchange | null }) {
  const { t } = useTranslation('try');
  const verdict = exchange?.verdictDetail;
  if (exchange?.state === 'cancelled')
    return <EmptyState icon={IconPlayerStop} title={headlineOf(exchange)} text={adviceOf(exchange)} />;
  if (exchange?.problem)
    return (
      <div className={classes.pane}>
        <ProblemAlert problem={exchange.problem} />
      </div>
    );
  if (!verdict) return <EmptyState icon={IconScale} title={t('verdict.none')} text={t('verdict.noneText')} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section className={classes.pane} aria-label={t('verdict.checks')} tabIndex={0}>
      <Causes causes={verdict.causes ?? []} />
      <table className={classes.table} aria-label={t('verdict.checks')}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>{t('verdict.levelColumn')}</VisuallyHidden>
            </th>
            <th scope="col">{t('verdict.questionAndSource')}</th>
            <th scope="col">{t('verdict.expected')}</th>
            <th scope="col">{t('verdict.actual')}</th>
          </tr>
        </thead>
        <tbody>
          {verdict.checks.map((check, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a question may be answered several times, in order
            <CheckRow key={index} check={check} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
