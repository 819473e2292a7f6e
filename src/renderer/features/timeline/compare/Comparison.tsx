import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExchangeSummary } from '../../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeComparison } from '../../../../protocol/models/exchanges/exchange-comparison.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import { Ago } from '../../../ui/Ago.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { outcomeOf, VerdictBadge } from '../../../ui/VerdictBadge.tsx';
import { Answers } from './Answers.tsx';
import classes from './Compare.module.css';
import { Ways } from './Ways.tsx';
import { What } from './What.tsx';

function Side({ name, exchange }: { name: string; exchange: ExchangeSummary | undefined }) {
  if (!exchange) return null;
  return (
    <div className={classes.side}>
      <span className={classes.name}>{name}</span>
      <strong>{exchange.operationTitle}</strong>
      <span className={classes.about}>
        {exchange.connectionName} · <Ago at={exchange.startedAt} />
      </span>
      <VerdictBadge outcome={outcomeOf(exchange)} />
    </div>
  );
}

function Shown({ comparison }: { comparison: ExchangeComparison }) {
  const { t } = useTranslation('timeline');
  const [first, second] = comparison.exchanges;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <div className={classes.scroller} tabIndex={0}>
      <div className={classes.sides}>
        <Side name={t('compare.first')} exchange={first} />
        <Side name={t('compare.second')} exchange={second} />
      </div>
      <h3>{t('compare.answer')}</h3>
      <Answers answer={comparison.answer} />
      <h3>{t('compare.hops')}</h3>
      <Ways hops={comparison.hops} difference={comparison.firstDifference} />
      <h3>{t('compare.request')}</h3>
      <What differences={comparison.request} />
    </div>
  );
}

type ComparisonProps = { ids: readonly [string, string]; onClose: () => void };

/** Two exchanges side by side: what came of each, where their ways part, and what was sent differently. */
export function Comparison({ ids, onClose }: ComparisonProps) {
  const { t } = useTranslation('timeline');
  const { data, error, refetch } = useCommandQuery('diagnosis.compare', { ids: [...ids] });
  return (
    <section className={classes.comparison} aria-label={t('compare.title')}>
      <header className={classes.head}>
        <h2>{t('compare.title')}</h2>
        <ActionIcon aria-label={t('compare.close')} title={t('compare.close')} onClick={onClose}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </header>
      {error && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data && <Shown comparison={data} />}
    </section>
  );
}
