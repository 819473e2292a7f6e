// biome-ignore-all lint/a11y/useSemanticElements: a grid of divs: rows of a table cannot be placed by transform and in three lines
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus, not their cells

import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeSummary } from '../../../protocol/models/exchanges/exchange.ts';
import classes from './History.module.css';
import { HistoryRow } from './HistoryRow.tsx';
import { moveFor, rowAfter, toggled, wantsMore } from './list.ts';

type HistoryTableProps = {
  rows: readonly ExchangeSummary[];
  total: number;
  withConnection: boolean;
  selectedId: string | null;
  onSelect: (id: string) => void;
  /** Enter: on to what is shown of the selected one. */
  onEnter: () => void;
  onDelete: () => void;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  more: (() => void) | null;
};

function HeaderRow({ rows, withConnection, chosen, onChoose }: HistoryTableProps) {
  const { t } = useTranslation('history');
  const all = rows.length > 0 && rows.every((row) => chosen.has(row.id));
  return (
    <div role="row" className={classes.header} data-connection={withConnection}>
      <div role="columnheader" className={classes.check}>
        <Checkbox
          aria-label={t('chooseAll')}
          checked={all}
          indeterminate={!all && chosen.size > 0}
          onChange={() => onChoose(all ? new Set() : new Set(rows.map((row) => row.id)))}
        />
      </div>
      <div role="columnheader">{t('columns.when')}</div>
      {withConnection && <div role="columnheader">{t('columns.connection')}</div>}
      <div role="columnheader">{t('columns.operation')}</div>
      <div role="columnheader">{t('columns.request')}</div>
      <div role="columnheader">{t('columns.status')}</div>
      <div role="columnheader">{t('columns.verdict')}</div>
      <div role="columnheader">{t('columns.headline')}</div>
    </div>
  );
}

/** Every exchange as a grid of any length: the keys move through it, Enter opens, Space marks, Delete deletes. */
export function HistoryTable(props: HistoryTableProps) {
  const { rows, withConnection, selectedId, onSelect, onEnter, onDelete, chosen, onChoose, more } = props;
  const { t } = useTranslation('history');
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const selected = rows.findIndex((row) => row.id === selectedId);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 40,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
  });
  const shown = virtualizer.getVirtualItems();
  const lastVisible = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (more && wantsMore(lastVisible, rows.length)) more();
  }, [more, lastVisible, rows.length]);

  const goTo = (index: number) => {
    const row = rows[index];
    if (!row) return;
    wanted.current = row.id;
    onSelect(row.id);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[selected];
    const move = moveFor(event.key);
    const page = Math.max(1, shown.length - 20);
    const target = move && rowAfter(selected, move, rows.length, page);
    if (target !== null) goTo(target);
    else if (event.key === 'Enter' && row) onEnter();
    else if (event.key === ' ' && row) onChoose(toggled(chosen, row.id));
    else if (event.key === 'Delete' && (row || chosen.size > 0)) onDelete();
    else return;
    event.preventDefault();
  };
  const focusWanted = (element: HTMLElement | null, id: string) => {
    if (!element || wanted.current !== id) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
  };
  return (
    <div
      role="grid"
      aria-label={t('title')}
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      className={classes.grid}
    >
      <div role="rowgroup">
        <HeaderRow {...props} />
      </div>
      <div ref={scroller} className={classes.scroller} role="presentation">
        <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const current = row.id === selectedId;
            return (
              <div
                key={item.key}
                ref={(element) => {
                  virtualizer.measureElement(element);
                  focusWanted(element, row.id);
                }}
                role="row"
                data-index={item.index}
                data-environment={row.environment}
                data-connection={withConnection}
                aria-rowindex={item.index + 2}
                aria-selected={current}
                tabIndex={current || (selected < 0 && item.index === 0) ? 0 : -1}
                className={classes.row}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => goTo(item.index)}
                onKeyDown={press}
              >
                <HistoryRow
                  exchange={row}
                  withConnection={withConnection}
                  chosen={chosen.has(row.id)}
                  onToggle={() => onChoose(toggled(chosen, row.id))}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
