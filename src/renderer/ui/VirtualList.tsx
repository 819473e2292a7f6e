import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import classes from './VirtualList.module.css';

type VirtualListProps<T> = {
  items: readonly T[];
  /** Height of a row in pixels before it is measured. */
  rowHeight: (item: T) => number;
  itemKey: (item: T) => string;
  label: string;
  children: (item: T, index: number) => ReactNode;
};

/** A list of any length that only draws what is in view. */
export function VirtualList<T>({ items, rowHeight, itemKey, label, children }: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const item = items[index];
      return item === undefined ? 0 : rowHeight(item);
    },
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : itemKey(item);
    },
    overscan: 8,
  });
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul aria-label={label} className={classes.inner} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const item = items[row.index];
          return item === undefined ? null : (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              className={classes.row}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {children(item, row.index)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
