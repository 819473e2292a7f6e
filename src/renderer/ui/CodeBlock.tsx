import classes from './CodeBlock.module.css';
import { CopyButton } from './CopyButton.tsx';

/** A short text as it is: wrapped, selectable, copied with one click. */
export function CodeBlock({ text, label, copyLabel }: { text: string; label: string; copyLabel?: string }) {
  return (
    <section className={classes.block} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, so the keyboard has to reach it */}
      <pre className={classes.text} tabIndex={0}>
        {text}
      </pre>
      {copyLabel && (
        <span className={classes.copy}>
          <CopyButton text={text} label={copyLabel} />
        </span>
      )}
    </section>
  );
}
