import { UnstyledButton } from '@mantine/core';
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconArrowForwardUp,
  IconChevronDown,
  IconChevronRight,
  IconCircleCheck,
  IconHourglass,
  type TablerIcon,
} from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Timeline, TimelineHop } from '../../../../protocol/models/exchanges/timeline.ts';
import { formatDuration } from '../../../ui/format.ts';
import { Method } from '../../../ui/Method.tsx';
import classes from './Hops.module.css';
import { addressParts, badgesOf } from './rows.ts';
import { Track } from './Track.tsx';
import type { Viewport } from './viewport.ts';

const icons: Readonly<Record<TimelineHop['tone'], TablerIcon>> = {
  pending: IconHourglass,
  ok: IconCircleCheck,
  redirect: IconArrowForwardUp,
  warning: IconAlertTriangle,
  error: IconAlertOctagon,
};

/** Whether a redirect lost a form that was still needed: sign-ins that succeed turn POST into GET too. */
function losesForm({ findings }: Timeline, hop: number | null): boolean {
  return findings.some((finding) => finding.id === 'NET-01' && finding.hop === hop && finding.severity !== 'info');
}

/** How the hop came about; a POST that was turned into a GET on the way is marked. */
function Cause({ hop, timeline }: { hop: TimelineHop; timeline: Timeline }) {
  const { t } = useTranslation('timeline');
  const { cause, redirectStatus, becameGet } = hop;
  const from = cause.from === null ? null : cause.from + 1;
  const words =
    cause.kind === 'redirect'
      ? redirectStatus === null
        ? t('cause.redirect', { from })
        : t('cause.redirectStatus', { from, status: redirectStatus })
      : from === null
        ? t(`cause.${cause.kind}`)
        : t('cause.of', { cause: t(`cause.${cause.kind}`), from });
  return (
    <>
      <span>{words}</span>
      {becameGet && (
        <span className={classes.mark} data-tone={losesForm(timeline, cause.from) ? 'warn' : undefined}>
          {t('hop.becameGet')}
        </span>
      )}
    </>
  );
}

function Facts({ hop, timeline, judged }: { hop: TimelineHop; timeline: Timeline; judged: boolean }) {
  const { t } = useTranslation('timeline');
  const turns = timeline.hops.some(({ becameGet, cause }) => becameGet && cause.from === hop.index);
  return (
    <>
      {hop.frame === 'iframe' && <span className={classes.mark}>{t('frame.iframe')}</span>}
      {judged && (
        <span className={classes.mark} data-tone="accent">
          {t('hop.judged')}
        </span>
      )}
      {turns && (
        <span className={classes.mark} data-tone={losesForm(timeline, hop.index) ? 'warn' : undefined}>
          {t('hop.becomesGet')}
        </span>
      )}
      {badgesOf(hop, timeline).map(({ what, tone, count, names }) => (
        <span key={what} className={classes.mark} data-tone={tone} title={names.join(', ') || undefined}>
          {t(`badges.${what}`, { count })}
        </span>
      ))}
    </>
  );
}

type HopRowProps = {
  hop: TimelineHop;
  timeline: Timeline;
  judged: boolean;
  open: boolean;
  tabIndex: 0 | -1;
  view: Viewport;
  detailId: string;
  ref: Ref<HTMLButtonElement>;
  onToggle: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** One hop in two lines: where to and how it ended; how it came about and what is to be noticed. */
export function HopRow({ hop, timeline, judged, open, view, detailId, onToggle, ...rest }: HopRowProps) {
  const { t } = useTranslation('timeline');
  const facts = useId();
  const { host, path, hasQuery } = addressParts(hop.url);
  const status = hop.status ?? t(hop.failure ? 'hop.failed' : 'hop.pending');
  const Icon = icons[hop.tone];
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const label = { number: hop.index + 1, method: hop.method, host, status: hop.failure ? t('hop.failed') : status };
  return (
    <h3 className={classes.heading}>
      <UnstyledButton
        {...rest}
        className={classes.hop}
        data-tone={hop.tone}
        aria-expanded={open}
        aria-controls={open ? detailId : undefined}
        aria-label={t('hop.label', label)}
        aria-describedby={facts}
        onClick={onToggle}
      >
        <Chevron className={classes.chevron} size={13} aria-hidden />
        <span className={classes.number}>{hop.index + 1}</span>
        <Icon className={classes.tone} size={15} aria-hidden />
        <Method method={hop.method} />
        <span className={classes.status}>{status}</span>
        <span className={classes.where}>
          <span className={classes.target} title={hop.url}>
            <strong>{host}</strong>
            {path}
            {hasQuery && <span className={classes.query}>?…</span>}
          </span>
          <span id={facts} className={classes.facts}>
            <span className={classes.hidden}>{t(`tone.${hop.tone}`)}. </span>
            <Cause hop={hop} timeline={timeline} />
            <Facts hop={hop} timeline={timeline} judged={judged} />
            {hop.failure && <span className={classes.why}>{hop.failure.reason}</span>}
          </span>
        </span>
        <Track hop={hop} view={view} />
        <span className={classes.took}>{hop.duration === null ? '' : formatDuration(hop.duration)}</span>
      </UnstyledButton>
    </h3>
  );
}
