import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import classes from './SplitPane.module.css';

type SidePaneProps = {
  /** Under this name the sizes are kept. */
  id: string;
  /** Accessible name of the handle between the two. */
  label: string;
  children: ReactNode;
  childrenMin: string;
  /** Beside the children while there is one; they keep their state when it comes and goes. */
  side: ReactNode | null;
  sideMin: string;
  sideSize: string;
};

/** A main part with something beside it now and then. */
export function SidePane({ id, label, children, childrenMin, side, sideMin, sideSize }: SidePaneProps) {
  const main = `${id}-main`;
  const beside = `${id}-side`;
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `countersign.${id}`,
    panelIds: side === null ? [main] : [main, beside],
    storage: window.localStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group className={classes.group} defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
      <Panel id={main} className={classes.panel} minSize={childrenMin}>
        {children}
      </Panel>
      {side !== null && <Separator className={classes.handle} aria-label={label} />}
      {side !== null && (
        <Panel id={beside} className={classes.panel} minSize={sideMin} defaultSize={sideSize}>
          {side}
        </Panel>
      )}
    </Group>
  );
}
