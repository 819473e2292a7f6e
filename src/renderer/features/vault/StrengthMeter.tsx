import { useTranslation } from 'react-i18next';
import classes from './StrengthMeter.module.css';
import { strengthOf } from './strength.ts';

const filled = { empty: 0, short: 0, weak: 1, good: 2, strong: 3 } as const;

/** A hint under the field, while it is typed: what is missing, then how well it protects. */
export function StrengthMeter({ passphrase }: { passphrase: string }) {
  const { t } = useTranslation('vault');
  const { level, missing } = strengthOf(passphrase);
  return (
    <div className={classes.meter} data-level={level}>
      <span className={classes.bars} aria-hidden>
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={filled[level] >= bar} />
        ))}
      </span>
      <span role="status" aria-live="polite">
        {level === 'short' ? t('strength.short', { count: missing }) : t(`strength.${level}`)}
      </span>
    </div>
  );
}
