// biome-ignore-all lint/a11y/useSemanticElements: a grid of divs: rows of a table cannot be placed by transform and in three lines
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus, not their cells

import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { environmentSchema } from '../../../protocol/models/connection.ts';
import type { ExchangeSummary } from '../../../protocol/models/exchanges/exchange.ts';
import { Ago } from '../../ui/Ago.tsx';
import { EnvironmentBadge } from '../../ui/EnvironmentBadge.tsx';
import { hostOf, pathOf } from '../../ui/format.ts';
import { adviceOf, headlineOf } from '../../ui/headline.ts';
import { Method } from '../../ui/Method.tsx';
import { outcomeOf, VerdictBadge } from '../../ui/VerdictBadge.tsx';
import classes from './History.module.css';

type HistoryRowProps = { exchange: ExchangeSummary; withConnection: boolean; chosen: boolean; onToggle: () => void };

/** The cells of one exchange. Where there is little room they stand in three lines instead of columns. */
export function HistoryRow({ exchange, withConnection, chosen, onToggle }: HistoryRowProps) {
  const { t } = useTranslation('history');
  const environment = environmentSchema.safeParse(exchange.environment).data;
  return (
    <>
      <div role="gridcell" className={classes.check}>
        <Checkbox
          tabIndex={-1}
          aria-label={t('choose', { operation: exchange.operationTitle, connection: exchange.connectionName })}
          checked={chosen}
          onChange={onToggle}
          onClick={(event) => event.stopPropagation()}
        />
      </div>
      <div role="gridcell" className={classes.when}>
        <Ago at={exchange.startedAt} />
      </div>
      {withConnection && (
        <div role="gridcell" className={classes.connection}>
          <span className={classes.name}>{exchange.connectionName}</span>
          {environment && <EnvironmentBadge environment={environment} />}
        </div>
      )}
      <div role="gridcell" className={classes.operation}>
        {exchange.operationTitle}
        {exchange.wrong && <span className={classes.wrong}>{t('wrong')}</span>}
      </div>
      <div role="gridcell" className={classes.target} title={exchange.url}>
        <Method method={exchange.method} launch={exchange.kind === 'launch'} />
        <span className={classes.url}>
          <span className={classes.host}>{hostOf(exchange.url)}</span>
          {pathOf(exchange.url)}
        </span>
      </div>
      <div role="gridcell" className={classes.status}>
        {exchange.status ?? '–'}
      </div>
      <div role="gridcell" className={classes.verdict}>
        <VerdictBadge outcome={outcomeOf(exchange)} />
      </div>
      <div role="gridcell" className={classes.headline} title={adviceOf(exchange)}>
        {headlineOf(exchange)}
      </div>
    </>
  );
}
