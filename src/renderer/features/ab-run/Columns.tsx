import { Box, Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AbColumn, AbResult } from '../../../protocol/models/exchanges/ab-run.ts';
import type { TimelineHop } from '../../../protocol/models/exchanges/timeline.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { hostOf, pathOf } from '../../ui/format.ts';
import { Method } from '../../ui/Method.tsx';
import classes from './AbRun.module.css';
import { differingHop, mostHops } from './columns.ts';

/** The three ways, their hops in the same rows; below each other where the window is narrow. */
export function Columns({ result, onClose }: { result: AbResult; onClose: () => void }) {
  const { columns } = result;
  const rows = mostHops(columns);
  return (
    <div className={classes.columns}>
      {columns.map((column, at) => (
        <Column key={column.variant} result={result} column={column} at={at + 1} rows={rows} onClose={onClose} />
      ))}
    </div>
  );
}

/** Where a cell stands while the ways are side by side. */
function cell(row: number, column: number): Record<`--${string}`, string> {
  return { '--ab-row': String(row), '--ab-column': String(column) };
}

type ColumnProps = { result: AbResult; column: AbColumn; at: number; rows: number; onClose: () => void };

function Column({ result, column, at, rows, onClose }: ColumnProps) {
  const { t } = useTranslation('ab-run');
  const { variant, timeline } = column;
  const title = t(`variant.${variant}`);
  const differing = differingHop(result, variant);
  const hops = timeline?.hops ?? [];
  const hopLabel = ({ method, url, status, failure }: TimelineHop, position: number) =>
    t('hopLabel', {
      number: position + 1,
      method,
      host: hostOf(url),
      status: failure === null ? String(status ?? t('pending')) : t('notShown'),
    });
  return (
    <section className={classes.column} aria-label={title}>
      <Box component="header" className={classes.head} __vars={cell(1, at)}>
        <h3>{title}</h3>
        <End column={column} />
      </Box>
      <ol className={classes.hops} aria-label={t('hops')}>
        {Array.from({ length: Math.max(hops.length, timeline === null ? 0 : rows) }, (_, position) => {
          const hop = hops[position];
          const isDiffering = position === differing;
          return (
            <Box
              component="li"
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position
              key={position}
              className={classes.hop}
              __vars={cell(2 + position, at)}
              data-differs={isDiffering}
              data-empty={hop === undefined}
              aria-label={hop === undefined ? t('noHop', { number: position + 1 }) : hopLabel(hop, position)}
            >
              {isDiffering && <span className={classes.flag}>{t('firstDifference')}</span>}
              {hop !== undefined && <HopFacts hop={hop} position={position} />}
            </Box>
          );
        })}
      </ol>
      <Box component="footer" className={classes.foot} __vars={cell(2 + rows, at)}>
        <Open column={column} onClose={onClose} />
      </Box>
    </section>
  );
}

function End({ column: { state, exchange, end } }: { column: AbColumn }) {
  const { t } = useTranslation('ab-run');
  const isOver = state === 'settled' || state === 'timed-out';
  const Icon = !isOver
    ? state === 'running'
      ? IconLoader2
      : IconCircleDashed
    : end?.isWell
      ? IconCircleCheck
      : IconCircleX;
  const isWell = isOver && end !== null ? end.isWell : null;
  return (
    <>
      <p className={classes.end} data-well={isWell}>
        <Icon size={15} aria-hidden />
        {isWell === null ? t(`state.${state}`) : isWell ? t('well') : t('fails')}
        {isOver && end !== null && <code>{end.status ?? t('notShown')}</code>}
      </p>
      {state === 'timed-out' && <p className={classes.note}>{t('state.timed-out')}</p>}
      {isOver && exchange === null && <p className={classes.note}>{t('gone')}</p>}
      {end !== null && (end.title !== '' || end.text !== '') && (
        <p className={classes.page} title={end.url}>
          <span className={classes.note}>{t('lastPage')}</span> {end.title !== '' && <strong>{end.title}</strong>}{' '}
          {end.text}
        </p>
      )}
    </>
  );
}

function HopFacts({ hop, position }: { hop: TimelineHop; position: number }) {
  const { t } = useTranslation('ab-run');
  const status = hop.failure !== null ? t('notShown') : (hop.status ?? t('pending'));
  const names = (of: readonly string[]) => ({ names: of.join(', ') });
  return (
    <div className={classes.facts}>
      <span className={classes.request}>
        <span className={classes.number}>{position + 1}</span>
        <Method method={hop.method} />
        <code data-tone={hop.tone}>{status}</code>
      </span>
      <span className={classes.address} title={hop.url}>
        {hostOf(hop.url)}
        {pathOf(hop.url)}
      </span>
      {hop.failure !== null && <span data-tone="bad">{hop.failure.reason}</span>}
      {hop.cookiesSet.length > 0 && <span>{t('stored', names(hop.cookiesSet))}</span>}
      {hop.cookiesBlocked.length > 0 && <span data-tone="warn">{t('blocked', names(hop.cookiesBlocked))}</span>}
      {hop.cookiesWithheld.length > 0 && <span data-tone="warn">{t('withheld', names(hop.cookiesWithheld))}</span>}
    </div>
  );
}

function Open({ column: { exchange }, onClose }: { column: AbColumn; onClose: () => void }) {
  const { t } = useTranslation('ab-run');
  const { open } = useNavigator();
  if (exchange === null) return null;
  const { id: exchangeId, connectionId, operationId } = exchange;
  const show = () => {
    onClose();
    open({ connectionId, operationId, exchangeId, view: 'try' });
  };
  return (
    <Button variant="subtle" size="compact-xs" onClick={show}>
      {t('open')}
    </Button>
  );
}
