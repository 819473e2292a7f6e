import type { ReactNode } from 'react';
import classes from './Settings.module.css';

type SectionProps = { title: string; text?: string; action?: ReactNode; children: ReactNode };

/** One subject of the settings. */
export function Section({ title, text, action, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <div>
          <h2>{title}</h2>
          {text && <p className={classes.note}>{text}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Names and values under each other. */
export function Facts({ rows }: { rows: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
