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
  /** `null` gives all the room to the second, which stays mounted. */
  first: ReactNode | null;
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
    panelIds: first === null ? [`${id}-second`] : [`${id}-first`, `${id}-second`],
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      className={classes.group}
      orientation={orientation}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      {first !== null && (
        <Panel
          id={`${id}-first`}
          className={classes.panel}
          minSize={firstSide.min}
          defaultSize={firstSide.size}
          groupResizeBehavior={firstSide.fixed ? 'preserve-pixel-size' : 'preserve-relative-size'}
        >
          {first}
        </Panel>
      )}
      {first !== null && <Separator className={classes.handle} aria-label={label} />}
      <Panel id={`${id}-second`} className={classes.panel} minSize={secondMin}>
        {second}
      </Panel>
    </Group>
  );
}
