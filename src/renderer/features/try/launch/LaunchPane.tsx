import { IconAppWindow, IconBrowserOff } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import { useMaximised } from '../../../app/maximised.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { SplitPane } from '../../../ui/SplitPane.tsx';
import { ExchangeTimeline } from '../../timeline/ExchangeTimeline.tsx';
import { shownAddress } from './address.ts';
import { type Accept, CertificateBar } from './CertificateBar.tsx';
import classes from './LaunchPane.module.css';
import { usePlacement } from './use-placement.ts';

/** The place the embedded browser is laid over. What is drawn here shows only where there is no view. */
function LaunchArea({ exchange, onAccept }: { exchange: Exchange; onAccept: Accept | undefined }) {
  const { t } = useTranslation('try');
  const area = useRef<HTMLDivElement>(null);
  const placement = usePlacement(exchange.id, area, `${exchange.state} ${exchange.hops.length}`);
  const address = shownAddress(exchange.hops);
  return (
    <div className={classes.launch}>
      <div className={classes.address}>
        <IconAppWindow size={14} aria-hidden />
        <span className={classes.mode}>{t(`run.${exchange.launchMode ?? 'window'}`)}</span>
        <span className={classes.url} role="img" aria-label={`${t('launch.address')}: ${address ?? ''}`}>
          {address}
        </span>
      </div>
      <CertificateBar exchange={exchange} onAccept={onAccept} />
      <section ref={area} className={classes.area} aria-label={t('launch.area')} data-placement={placement}>
        {placement === 'gone' && exchange.state !== 'running' && (
          <EmptyState icon={IconBrowserOff} title={t('launch.gone')} text={t('launch.goneText')} />
        )}
        {placement === 'covered' && <EmptyState icon={IconAppWindow} title={t('launch.covered')} />}
      </section>
    </div>
  );
}

/** A launch as it happens: the page with its hops below, or beside it where the result has the whole width. */
export function LaunchPane({ exchange, onAccept }: { exchange: Exchange | null; onAccept?: Accept }) {
  const { t } = useTranslation('try');
  const { maximised } = useMaximised();
  if (!exchange) return <EmptyState icon={IconAppWindow} title={t('launch.empty')} text={t('launch.emptyText')} />;
  return (
    <SplitPane
      id={maximised ? 'launch-maximised' : 'launch'}
      orientation={maximised ? 'horizontal' : 'vertical'}
      label={t('launch.resize')}
      firstSide={maximised ? { min: '240px', size: '56%' } : { min: '90px', size: '48%' }}
      secondMin={maximised ? '300px' : '110px'}
      first={<LaunchArea key={exchange.id} exchange={exchange} onAccept={onAccept} />}
      second={<ExchangeTimeline key={exchange.id} exchange={exchange} />}
    />
  );
}
