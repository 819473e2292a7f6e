import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import legs from '../legs/Legs.module.css';
import { ChosenItems } from './ChosenItems.tsx';
import { Gradebook } from './Gradebook.tsx';
import { ServiceCalls } from './ServiceCalls.tsx';

/** What the tool has asked of the services in the course of a launch, and what the services keep for its connection. */
export function AdvantageServices({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('advantage');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section className={legs.pane} aria-label={t('services.label')} tabIndex={0}>
      <ServiceCalls exchangeId={exchange.id} />
      <Gradebook connectionId={exchange.connectionId} />
      <ChosenItems connectionId={exchange.connectionId} />
    </section>
  );
}
