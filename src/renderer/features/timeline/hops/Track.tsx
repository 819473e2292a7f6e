import { useTranslation } from 'react-i18next';
import type { TimelineHop } from '../../../../protocol/models/exchanges/timeline.ts';
import { formatDuration } from '../../../ui/format.ts';
import classes from './Hops.module.css';
import { placed, type Viewport } from './viewport.ts';

function Stretch({ view, offset, length, phase }: { view: Viewport; offset: number; length: number; phase: string }) {
  const place = placed(view, offset, length);
  if (place === null) return null;
  return (
    <span
      className={classes.stretch}
      data-phase={phase}
      style={{ left: `${place.left * 100}%`, width: `${place.width * 100}%` }}
    />
  );
}

/** When a hop happened and what it spent its time on. The same is told in words in its detail. */
export function Track({ hop, view }: { hop: TimelineHop; view: Viewport }) {
  const { t } = useTranslation('timeline');
  const { offset, duration, phases } = hop;
  const told = phases.map(({ phase, duration: took }) => `${t(`phases.${phase}`)} ${formatDuration(took)}`);
  return (
    <span className={classes.track} title={told.join(', ') || undefined} aria-hidden>
      {duration === null ? (
        <Stretch view={view} offset={offset} length={view.from + view.span - offset} phase="pending" />
      ) : phases.length === 0 ? (
        <Stretch view={view} offset={offset} length={duration} phase="whole" />
      ) : (
        phases.map(({ phase, offset: after, duration: took }) => (
          <Stretch key={phase} view={view} offset={offset + after} length={took} phase={phase} />
        ))
      )}
    </span>
  );
}
