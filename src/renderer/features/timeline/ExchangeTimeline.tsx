import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { HopList } from './hops/HopList.tsx';
import { middleOf } from './hops/use-hop-keys.ts';
import { useViewport } from './hops/use-viewport.ts';
import { TextView } from './TextView.tsx';
import classes from './Timeline.module.css';
import { Toolbar, type View } from './Toolbar.tsx';

/** What happened in a launch or a request, hop by hop: as a picture or as text. It follows an exchange that is running. */
export function ExchangeTimeline({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('timeline');
  const [view, setView] = useState<View>('picture');
  const [framingOrigin, setFramingOrigin] = useState<string | undefined>(undefined);
  const input = { id: exchange.id, ...(framingOrigin === undefined ? {} : { framingOrigin }) };
  const { data, error, refetch } = useCommandQuery('diagnosis.exchange', input, { keepPrevious: true });
  const wrong = data?.timeline.hops.find(({ index }) => index === data.timeline.firstWrongHop);
  const viewport = useViewport(data?.timeline.duration ?? 0, wrong ? middleOf(wrong) : null);
  if (error)
    return (
      <div className={classes.place}>
        <ErrorAlert error={error} onRetry={() => void refetch()} />
      </div>
    );
  const diagnosis = data?.exchange.id === exchange.id ? data : null;
  return (
    <section className={classes.place} aria-label={t('title')} aria-busy={diagnosis === null}>
      <Toolbar exchange={exchange} diagnosis={diagnosis} view={view} onView={setView} viewport={viewport} />
      {diagnosis === null ? null : diagnosis.timeline.hops.length === 0 ? (
        <p className={classes.empty}>{t('noHops')}</p>
      ) : view === 'text' ? (
        <TextView diagnosis={diagnosis} />
      ) : (
        <HopList
          exchange={exchange}
          diagnosis={diagnosis}
          viewport={viewport}
          framing={{ chosen: framingOrigin, onChoose: setFramingOrigin }}
        />
      )}
    </section>
  );
}
