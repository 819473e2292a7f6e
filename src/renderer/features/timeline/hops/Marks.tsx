import { UnstyledButton } from '@mantine/core';
import {
  IconAppWindow,
  IconDots,
  IconFileAlert,
  IconLockOpen,
  IconMessage,
  IconTerminal2,
  type TablerIcon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObservationKind } from '../../../../protocol/models/exchanges/observation.ts';
import type { TimelineObservation } from '../../../../protocol/models/exchanges/timeline.ts';
import { formatDuration } from '../../../ui/format.ts';
import classes from './Hops.module.css';
import { placed, type Viewport } from './viewport.ts';

const icons: Readonly<Record<ObservationKind, TablerIcon>> = {
  'resource-failed': IconFileAlert,
  'mixed-content': IconLockOpen,
  popup: IconAppWindow,
  console: IconTerminal2,
  'lti-message': IconMessage,
  limit: IconDots,
};

const most = 3;

function toneOf({ observation }: TimelineObservation): 'warn' | 'plain' {
  if (observation.kind === 'lti-message') return observation.error === null ? 'plain' : 'warn';
  if (observation.kind === 'console') return observation.level === 'error' ? 'warn' : 'plain';
  return observation.kind === 'limit' ? 'plain' : 'warn';
}

function Mark({ mark, view }: { mark: TimelineObservation; view: Viewport }) {
  const { t } = useTranslation('timeline');
  const { observation, offset, summary } = mark;
  const Icon = icons[observation.kind];
  const place = placed(view, offset, 0);
  return (
    <li className={classes.observation} data-tone={toneOf(mark)}>
      <Icon size={13} role="img" aria-label={t(`marks.kinds.${observation.kind}`)} />
      <span className={classes.summary} data-selectable title={summary}>
        {summary}
      </span>
      <span className={classes.track} aria-hidden>
        {place && <span className={classes.moment} style={{ left: `${place.left * 100}%` }} />}
      </span>
      <span className={classes.took}>+{formatDuration(offset)}</span>
    </li>
  );
}

/** What happened after a hop and before the next and is no hop itself: messages, errors, windows asked for. */
export function Marks({
  after,
  marks,
  view,
}: {
  after: number;
  marks: readonly TimelineObservation[];
  view: Viewport;
}) {
  const { t } = useTranslation('timeline');
  const [all, setAll] = useState(false);
  const shown = all || marks.length <= most + 1 ? marks : marks.slice(0, most);
  return (
    <div className={classes.marks}>
      <ul aria-label={t('marks.label', { number: after + 1 })}>
        {shown.map((mark, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they only ever grow in number, and may be equal
          <Mark key={index} mark={mark} view={view} />
        ))}
      </ul>
      {marks.length > most + 1 && (
        <UnstyledButton className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('marks.fewer') : t('marks.more', { count: marks.length - most })}
        </UnstyledButton>
      )}
    </div>
  );
}
