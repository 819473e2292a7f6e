import { Button } from '@mantine/core';
import { IconArrowsDiff, IconClock, IconHistory, IconSearchOff, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeFilter } from '../../../protocol/models/exchanges/exchange.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { ClocksDialog } from '../clocks/ClocksDialog.tsx';
import { Comparison } from '../timeline/compare/Comparison.tsx';
import { DeleteExchanges } from './DeleteExchanges.tsx';
import { ExchangeDetail } from './ExchangeDetail.tsx';
import { Filters } from './Filters.tsx';
import classes from './History.module.css';
import { HistoryTable } from './HistoryTable.tsx';
import { oldestFirst } from './list.ts';
import { type Exchanges, useExchanges } from './use-exchanges.ts';

function Nothing({ exchanges, filtered }: { exchanges: Exchanges; filtered: boolean }) {
  const { t } = useTranslation('history');
  if (exchanges.error)
    return (
      <div className={classes.pane}>
        <ErrorAlert error={exchanges.error} onRetry={exchanges.retry} />
      </div>
    );
  if (exchanges.loading) return <div className={classes.waiting} />;
  return filtered ? (
    <EmptyState icon={IconSearchOff} title={t('nothing.title')} text={t('nothing.text')} />
  ) : (
    <EmptyState icon={IconHistory} title={t('empty.title')} text={t('empty.text')} />
  );
}

/** Exchanges, searched and narrowed, and one of them in detail. */
export function ExchangeHistory({ connectionId }: { /** `null`: of all connections. */ connectionId: string | null }) {
  const { t } = useTranslation('history');
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<OutcomeFilter>('all');
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [comparing, setComparing] = useState<readonly [string, string] | null>(null);
  const [deleting, setDeleting] = useState<readonly string[] | null>(null);
  const [clocks, setClocks] = useState(false);
  const detail = useRef<HTMLDivElement>(null);
  const exchanges = useExchanges({ search, connectionId: connectionId ?? filter, outcome });
  const { rows, total, more } = exchanges;
  const pair = oldestFirst(rows, chosen);
  const filtered = search !== '' || filter !== null || outcome !== 'all';

  const table = (
    <HistoryTable
      rows={rows}
      total={total}
      withConnection={connectionId === null}
      selectedId={selectedId}
      onSelect={(id) => {
        setSelectedId(id);
        setComparing(null);
      }}
      onEnter={() => detail.current?.focus()}
      onDelete={() => setDeleting(chosen.size > 0 ? [...chosen] : selectedId ? [selectedId] : null)}
      chosen={chosen}
      onChoose={setChosen}
      more={more}
    />
  );
  return (
    <div className={classes.place} data-one-connection={connectionId !== null}>
      <PlaceHeader title={t('title')} text={t('count', { count: total })}>
        {pair && (
          <Button
            variant="default"
            leftSection={<IconArrowsDiff size={13} aria-hidden />}
            onClick={() => setComparing(pair)}
          >
            {t('compare')}
          </Button>
        )}
        {chosen.size > 0 && (
          <Button
            variant="default"
            c="var(--cs-bad)"
            leftSection={<IconTrash size={13} aria-hidden />}
            onClick={() => setDeleting([...chosen])}
          >
            {t('deleteChosen', { count: chosen.size })}
          </Button>
        )}
        <Button variant="default" leftSection={<IconClock size={13} aria-hidden />} onClick={() => setClocks(true)}>
          {t('clocks')}
        </Button>
        <Filters
          connection={connectionId === null ? { id: filter, onChange: setFilter } : null}
          outcome={outcome}
          onOutcome={setOutcome}
          onSearch={setSearch}
        />
      </PlaceHeader>
      <div className={classes.content}>
        {rows.length === 0 ? (
          <Nothing exchanges={exchanges} filtered={filtered} />
        ) : (
          <SidePane
            id="history"
            label={t('resize')}
            childrenMin="260px"
            side={
              comparing ? (
                <div ref={detail} tabIndex={-1} className={classes.detailFrame}>
                  <Comparison ids={comparing} onClose={() => setComparing(null)} />
                </div>
              ) : selectedId === null ? null : (
                <div ref={detail} tabIndex={-1} className={classes.detailFrame}>
                  <ExchangeDetail
                    id={selectedId}
                    onDelete={() => setDeleting([selectedId])}
                    onClose={() => setSelectedId(null)}
                  />
                </div>
              )
            }
            sideMin="340px"
            sideSize="56%"
          >
            {table}
          </SidePane>
        )}
      </div>
      {clocks && <ClocksDialog onClose={() => setClocks(false)} />}
      {deleting && (
        <DeleteExchanges
          ids={deleting}
          onClose={() => setDeleting(null)}
          onDeleted={() => {
            if (selectedId && deleting.includes(selectedId)) setSelectedId(null);
            if (comparing?.some((id) => deleting.includes(id))) setComparing(null);
            setChosen(new Set([...chosen].filter((id) => !deleting.includes(id))));
            setDeleting(null);
          }}
        />
      )}
    </div>
  );
}
