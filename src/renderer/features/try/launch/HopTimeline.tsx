import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../../protocol/models/exchange.ts';
import { formatDuration, hostOf, pathOf } from '../../../ui/format.ts';
import { Method } from '../../../ui/Method.tsx';
import { HopDetail } from './HopDetail.tsx';
import classes from './LaunchPane.module.css';
import { type TimelineRow, timelineRows } from './timeline.ts';

function Chips({ row, judged }: { row: TimelineRow; judged: boolean }) {
  const { t } = useTranslation('try');
  const { hop } = row;
  return (
    <span className={classes.chips}>
      {judged && <span data-tone="accent">{t('launch.judged')}</span>}
      <span>{t(`launch.frame.${hop.frame}`)}</span>
      {row.redirect && <span>{t(`launch.redirect.${row.redirect}`)}</span>}
      {row.becomesGet && <span>{t('launch.becomesGet', { method: row.hop.method })}</span>}
      {row.cookiesSet > 0 && <span>{t('launch.cookiesSet', { count: row.cookiesSet })}</span>}
      {row.cookiesBlocked > 0 && (
        <span data-tone="warn">{t('launch.cookiesBlocked', { count: row.cookiesBlocked })}</span>
      )}
      {row.refusesFrame && <span data-tone={hop.failure ? 'bad' : undefined}>{t('launch.refusesFrame')}</span>}
      {hop.failure && <span data-tone="bad">{hop.failure.reason}</span>}
    </span>
  );
}

type HopRowProps = { row: TimelineRow; judged: boolean; selected: boolean; onSelect: () => void };

function HopRow({ row, judged, selected, onSelect }: HopRowProps) {
  const { t } = useTranslation('try');
  const { hop } = row;
  const status = hop.failure ? t('launch.failed') : (hop.status ?? t('launch.pending'));
  const host = hostOf(hop.url);
  return (
    <UnstyledButton
      className={classes.hop}
      data-tone={row.tone}
      aria-expanded={selected}
      aria-label={t('launch.hopLabel', { number: hop.index + 1, method: hop.method, host, status: String(status) })}
      onClick={onSelect}
    >
      <span className={classes.number}>{hop.index + 1}</span>
      <Method method={hop.method} />
      <span className={classes.status}>{hop.status ?? status}</span>
      <span className={classes.where}>
        <span className={classes.target} title={hop.url}>
          <span className={classes.targetHost}>{host}</span>
          {pathOf(hop.url)}
        </span>
        <Chips row={row} judged={judged} />
      </span>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ left: `${row.start * 100}%`, width: `${row.length * 100}%` }} />
      </span>
      <span className={classes.time}>{hop.timing ? formatDuration(hop.timing.total) : ''}</span>
    </UnstyledButton>
  );
}

/** Every request of a launch on its way to the last page; one of them opens to show all that is known. */
export function HopTimeline({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('try');
  const [selected, setSelected] = useState<number | null>(null);
  const rows = timelineRows(exchange.hops);
  return (
    <section className={classes.hops} aria-label={t('launch.timeline')}>
      {rows.length === 0 && <p className={classes.detail}>{t('launch.noHops')}</p>}
      <ol className={classes.list}>
        {rows.map((row) => {
          const { index } = row.hop;
          return (
            <li key={index}>
              <HopRow
                row={row}
                judged={index === exchange.judgedHop}
                selected={index === selected}
                onSelect={() => setSelected(index === selected ? null : index)}
              />
              {index === selected && <HopDetail row={row} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
