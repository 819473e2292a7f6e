import type { ReactNode } from 'react';
import classes from './PlaceHeader.module.css';

/** Title line of a place, with its main action at the right. */
export function PlaceHeader({
  title,
  text,
  children,
}: {
  title: string;
  text?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <div className={classes.header}>
      <div>
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
      </div>
      <div className={classes.actions}>{children}</div>
    </div>
  );
}
