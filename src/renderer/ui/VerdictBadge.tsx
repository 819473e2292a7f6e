import {
  IconAlertOctagon,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHandStop,
  IconHelpCircle,
  IconLoader2,
  IconPlayerStop,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExchangeSummary } from '../../protocol/models/exchanges/exchange.ts';
import classes from './VerdictBadge.module.css';

/** How an exchange came out, whether it was judged or did not get that far. */
export type Outcome =
  | 'conforms'
  | 'refused'
  | 'deviates'
  | 'undocumented'
  | 'failed'
  | 'running'
  | 'cancelled'
  | 'interrupted'
  | 'none';

const icons: Readonly<Record<Outcome, TablerIcon>> = {
  conforms: IconCircleCheck,
  refused: IconHandStop,
  deviates: IconCircleX,
  undocumented: IconHelpCircle,
  failed: IconAlertOctagon,
  running: IconLoader2,
  cancelled: IconPlayerStop,
  interrupted: IconPlayerStop,
  none: IconCircleDashed,
};

/** The outcome of an exchange: its verdict when it was judged, otherwise its state. A documented refusal is no success. */
export function outcomeOf({ state, verdict, status }: Pick<ExchangeSummary, 'state' | 'verdict' | 'status'>): Outcome {
  if (state !== 'finished') return state;
  return verdict === 'conforms' && status !== null && status >= 400 ? 'refused' : (verdict ?? 'none');
}

/** Icon alone with its meaning as accessible name. */
export function VerdictIcon({ outcome, size = 16 }: { outcome: Outcome; size?: number }) {
  const { t } = useTranslation();
  const Icon = icons[outcome];
  const label = t(`verdict.${outcome}`);
  return (
    <span className={classes.icon} data-outcome={outcome} role="img" aria-label={label} title={label}>
      <Icon size={size} stroke={1.9} aria-hidden />
    </span>
  );
}

/** Colour, icon and word. */
export function VerdictBadge({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const Icon = icons[outcome];
  return (
    <span className={classes.badge} data-outcome={outcome}>
      <Icon size={14} stroke={2} aria-hidden />
      {t(`verdict.${outcome}`)}
    </span>
  );
}
