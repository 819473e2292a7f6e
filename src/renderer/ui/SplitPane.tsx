import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import classes from './SplitPane.module.css';

type Side = { min: string; size: string /** Keeps its pixels when the window is resized. */; fixed?: boolean };

type SplitPaneProps = {
  /** Under this name the sizes are kept. */
  id: string;
  /** Accessible name of the handle between the two. */
  label: string;
  orientation?: 'horizontal' | 'vertical';
  first: ReactNode;
  second: ReactNode;
  firstSide: Side;
  secondMin: string;
};

/** Two panes with a handle between them that is dragged or moved by the arrow keys. */
export function SplitPane({
  id,
  label,
  orientation = 'horizontal',
  first,
  second,
  firstSide,
  secondMin,
}: SplitPaneProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `countersign.${id}`,
    storage: window.localStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      className={classes.group}
      orientation={orientation}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel
        id={`${id}-first`}
        className={classes.panel}
        minSize={firstSide.min}
        defaultSize={firstSide.size}
        groupResizeBehavior={firstSide.fixed ? 'preserve-pixel-size' : 'preserve-relative-size'}
      >
        {first}
      </Panel>
      <Separator className={classes.handle} aria-label={label} />
      <Panel id={`${id}-second`} className={classes.panel} minSize={secondMin}>
        {second}
      </Panel>
    </Group>
  );
}
