import { ActionIcon, SegmentedControl } from '@mantine/core';
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconArrowsHorizontal,
  IconCircleCheck,
  IconLoader2,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeDiagnosis } from '../../../protocol/models/exchanges/exchange-diagnosis.ts';
import { callCommand } from '../../client/bridge.ts';
import { formatDuration } from '../../ui/format.ts';
import { SaveButton } from '../../ui/SaveButton.tsx';
import { findingsOf } from './findings.ts';
import type { ViewportControl } from './hops/use-viewport.ts';
import classes from './Timeline.module.css';

export type View = 'picture' | 'text';

type Headline = { tone: 'pending' | 'ok' | 'warning' | 'error'; text: string };

const icons = {
  pending: IconLoader2,
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  error: IconAlertOctagon,
} as const;

/** How the exchange went, in one sentence. */
function useHeadline(exchange: Exchange, diagnosis: ExchangeDiagnosis | null): Headline {
  const { t } = useTranslation('timeline');
  if (diagnosis === null) return { tone: 'pending', text: t('waiting') };
  const { hops, firstWrongHop, duration } = diagnosis.timeline;
  const count = hops.length;
  const worst = findingsOf(diagnosis)[0]?.finding.severity;
  if (firstWrongHop !== null) {
    const isError = hops.find(({ index }) => index === firstWrongHop)?.tone === 'error';
    const number = firstWrongHop + 1;
    return isError
      ? { tone: 'error', text: t('headline.wrong', { number }) }
      : { tone: 'warning', text: t('headline.warned', { number }) };
  }
  if (exchange.state === 'running') return { tone: 'pending', text: t('headline.running', { count }) };
  if (worst === 'error') return { tone: 'error', text: t('headline.message') };
  return { tone: 'ok', text: t('headline.fine', { count, duration: formatDuration(duration) }) };
}

function Zoom({ viewport }: { viewport: ViewportControl }) {
  const { t } = useTranslation('timeline');
  const { isWhole, zoomBy, fit, oneToOne } = viewport;
  const buttons = [
    { label: t('zoom.out'), Icon: IconZoomOut, run: () => zoomBy(0.5), disabled: isWhole },
    { label: t('zoom.in'), Icon: IconZoomIn, run: () => zoomBy(2), disabled: false },
    { label: t('zoom.fit'), Icon: IconArrowsHorizontal, run: fit, disabled: isWhole },
  ];
  return (
    <fieldset className={classes.zoom} aria-label={t('zoom.label')}>
      {buttons.map(({ label, Icon, run, disabled }) => (
        <ActionIcon key={label} aria-label={label} title={label} disabled={disabled} onClick={run}>
          <Icon size={15} aria-hidden />
        </ActionIcon>
      ))}
      <ActionIcon aria-label={t('zoom.oneToOne')} title={t('zoom.oneToOne')} onClick={oneToOne}>
        <span className={classes.ratio}>1:1</span>
      </ActionIcon>
    </fieldset>
  );
}

type ToolbarProps = {
  exchange: Exchange;
  diagnosis: ExchangeDiagnosis | null;
  view: View;
  onView: (view: View) => void;
  viewport: ViewportControl;
};

export function Toolbar({ exchange, diagnosis, view, onView, viewport }: ToolbarProps) {
  const { t } = useTranslation('timeline');
  const headline = useHeadline(exchange, diagnosis);
  const Icon = icons[headline.tone];
  const har = async () => {
    const { fileName, har: text } = await callCommand('exchanges.har', { id: exchange.id });
    return {
      title: t('harTitle'),
      name: fileName,
      extensions: ['har', 'json'],
      content: { as: 'text' as const, text },
    };
  };
  return (
    <div className={classes.toolbar}>
      <p className={classes.headline} data-tone={headline.tone}>
        <Icon size={16} aria-hidden />
        {headline.text}
      </p>
      {view === 'picture' && <Zoom viewport={viewport} />}
      <SegmentedControl
        aria-label={t('view.label')}
        data={[
          { value: 'picture', label: t('view.picture') },
          { value: 'text', label: t('view.text') },
        ]}
        value={view}
        onChange={(value) => onView(value === 'text' ? 'text' : 'picture')}
      />
      <SaveButton file={har} label={t('har')} disabled={exchange.hops.length === 0} />
    </div>
  );
}
