import type { ReactNode } from 'react';
import classes from './OutcomeLine.module.css';
import { type Outcome, VerdictIcon } from './VerdictBadge.tsx';

type OutcomeLineProps = {
  outcome: Outcome;
  /** The outcome in a word or two. */
  title: string;
  /** What it means and what to do. */
  text?: string;
  /** Status, duration and the like, one element each. */
  facts: ReactNode;
  children?: ReactNode;
};

/** What came of an exchange, in words, coloured by its verdict. */
export function OutcomeLine({ outcome, title, text = '', facts, children }: OutcomeLineProps) {
  return (
    <div className={classes.line} data-outcome={outcome}>
      <VerdictIcon outcome={outcome} size={19} />
      <div className={classes.words}>
        <p className={classes.sentence}>
          <strong>{title}</strong> {text}
        </p>
        <p className={classes.facts}>{facts}</p>
        {children}
      </div>
    </div>
  );
}
