import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeDiagnosis } from '../../../../protocol/models/exchanges/exchange-diagnosis.ts';
import type { FramingChoice } from '../detail/FramingPart.tsx';
import { HopDetail } from '../detail/HopDetail.tsx';
import { FindingList } from '../FindingList.tsx';
import { Foot } from '../Foot.tsx';
import { findingsOf } from '../findings.ts';
import classes from '../Timeline.module.css';
import { Axis } from './Axis.tsx';
import { HopRow } from './HopRow.tsx';
import { Marks } from './Marks.tsx';
import { hopToOpen, type Row, rowsOf } from './rows.ts';
import { positionAfter, useHopKeys } from './use-hop-keys.ts';
import type { ViewportControl } from './use-viewport.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';

type Line = { kind: 'findings' } | Row | { kind: 'foot' };

const heights: Readonly<Record<Line['kind'], number>> = { findings: 90, hop: 48, marks: 40, foot: 120 };

function keyOf(line: Line | undefined): string {
  if (line === undefined) return '';
  if (line.kind === 'hop') return `hop ${line.hop.index}`;
  return line.kind === 'marks' ? `marks ${line.after}` : line.kind;
}

type HopListProps = {
  exchange: Exchange;
  diagnosis: ExchangeDiagnosis;
  viewport: ViewportControl;
  framing: FramingChoice;
};

/**
 * Findings, then the hops with what happened between them, then the clocks. Only what is in sight is drawn. The hop that went
 * wrong is open until a person chooses another.
 */
export function HopList({ exchange, diagnosis, viewport, framing }: HopListProps) {
  const { timeline } = diagnosis;
  const detailId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const [current, setCurrent] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const findings = useMemo(() => findingsOf(diagnosis), [diagnosis]);
  const lines = useMemo((): Line[] => [{ kind: 'findings' }, ...rowsOf(timeline), { kind: 'foot' }], [timeline]);
  const open = hopToOpen(chosen, timeline);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[lines[index]?.kind ?? 'hop'],
    getItemKey: (index) => keyOf(lines[index]),
    overscan: 6,
  });
  useWheelZoom(scroller, viewport);

  const lineOf = (hop: number) => lines.findIndex((line) => line.kind === 'hop' && line.hop.index === hop);
  const bringIntoSight = (hop: number) => {
    const index = lineOf(hop);
    const start = virtualizer.measurementsCache[index]?.start ?? 0;
    const from = virtualizer.scrollOffset ?? 0;
    const height = scroller.current?.clientHeight ?? 0;
    // Only its line has to be seen: what opens below it may be longer than the pane.
    const isSeen = start >= from && start + heights.hop <= from + height;
    if (!isSeen) virtualizer.scrollToIndex(index, { align: 'start' });
  };
  const focusHop = (hop: number) => {
    setCurrent(hop);
    wanted.current = hop;
    bringIntoSight(hop);
    const element = scroller.current?.querySelector(`[data-hop="${hop}"] button`);
    if (element instanceof HTMLElement) focusIfWanted(element, hop);
  };
  const focusIfWanted = (element: HTMLElement | null, hop: number) => {
    if (!element || wanted.current !== hop) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
  };
  const show = (hop: number) => {
    setChosen(hop);
    focusHop(hop);
  };
  const position = Math.max(
    0,
    timeline.hops.findIndex(({ index }) => index === (current ?? open)),
  );
  const press = useHopKeys(viewport, timeline.hops[position], (move) => {
    const next = timeline.hops[positionAfter(position, move, timeline.hops.length)];
    if (next) focusHop(next.index);
  });

  // A hop that goes wrong is brought into sight once; a person who has chosen is left alone.
  const opened = chosen === undefined ? open : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another hop is a reason to move
  useEffect(() => {
    if (opened !== null) bringIntoSight(opened);
  }, [opened]);

  const items = virtualizer.getVirtualItems();
  const shownHops = items.flatMap(({ index }) => {
    const line = lines[index];
    return line?.kind === 'hop' ? [line.hop.index] : [];
  });
  const preferred = current ?? open;
  const reachable = preferred !== null && shownHops.includes(preferred) ? preferred : shownHops[0];

  const draw = (line: Line): ReactNode => {
    switch (line.kind) {
      case 'findings':
        return <FindingList exchange={exchange} findings={findings} diagnosis={diagnosis} onGoTo={show} />;
      case 'marks':
        return <Marks after={line.after} marks={line.marks} view={viewport.view} />;
      case 'foot':
        return <Foot clock={timeline.clock} />;
      case 'hop': {
        const { index } = line.hop;
        return (
          <>
            <HopRow
              ref={(element) => focusIfWanted(element, index)}
              hop={line.hop}
              timeline={timeline}
              judged={index === exchange.judgedHop}
              open={index === open}
              tabIndex={index === reachable ? 0 : -1}
              view={viewport.view}
              detailId={detailId}
              onToggle={() => {
                setCurrent(index);
                setChosen(index === open ? null : index);
              }}
              onKeyDown={press}
            />
            {index === open && (
              <HopDetail
                id={detailId}
                hop={line.hop}
                exchange={exchange}
                timeline={timeline}
                findings={findings.filter(({ hop }) => hop === index)}
                framing={framing}
              />
            )}
          </>
        );
      }
    }
  };
  return (
    <div className={classes.picture}>
      <Axis viewport={viewport} />
      <div ref={scroller} className={classes.scroller}>
        <div className={classes.lines} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const line = lines[item.index];
            return line === undefined ? null : (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-hop={line.kind === 'hop' ? line.hop.index : undefined}
                className={classes.line}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {draw(line)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
