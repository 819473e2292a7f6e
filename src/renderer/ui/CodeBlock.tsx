import classes from './CodeBlock.module.css';
import { CopyButton } from './CopyButton.tsx';

/** A short text as it is: wrapped, selectable, copied with one click. */
export function CodeBlock({ text, label, copyLabel }: { text: string; label: string; copyLabel?: string }) {
  return (
    <section className={classes.block} aria-label={label}>
      <pre className={classes.text}>{text}</pre>
      {copyLabel && (
        <span className={classes.copy}>
          <CopyButton text={text} label={copyLabel} />
        </span>
      )}
    </section>
  );
}
