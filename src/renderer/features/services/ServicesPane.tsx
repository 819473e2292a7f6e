import { IconMailbox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { Ago } from '../../ui/Ago.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ContentItems } from './ContentItems.tsx';
import { GradesTable } from './GradesTable.tsx';
import { Messages } from './Messages.tsx';
import { Outcomes } from './Outcomes.tsx';
import classes from './Services.module.css';
import { countOf, messagesOf } from './services.ts';

function ReturnedPart({ returned }: { returned: NonNullable<Exchange['returned']> }) {
  const { t } = useTranslation('services');
  return (
    <section aria-label={t('returned.title')}>
      <h3 className={classes.heading}>
        {t('returned.title')} <Ago at={returned.at} />
      </h3>
      {messagesOf(returned).length === 0 ? <p>{t('returned.silent')}</p> : <Messages said={returned} />}
    </section>
  );
}

function KeptGrades({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('services');
  const grades = useCommandQuery('grades.list', { connectionId: exchange.connectionId });
  const own = grades.data?.filter(({ exchangeId }) => exchangeId === exchange.id) ?? [];
  if (own.length === 0) return null;
  return (
    <section aria-label={t('grades.title')}>
      <h3 className={classes.heading}>{t('grades.title')}</h3>
      <GradesTable grades={own} />
    </section>
  );
}

/** What the tool sent to the platform in the course of a launch: return, grades, content. */
export function ServicesPane({ exchange }: { exchange: Exchange | null }) {
  const { t } = useTranslation('services');
  if (!exchange) return null;
  const { returned, outcomes, contentItems } = exchange;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section className={classes.pane} aria-label={t('label')} tabIndex={0}>
      {countOf(exchange) === 0 && <EmptyState icon={IconMailbox} title={t('none')} text={t('noneText')} />}
      {returned && <ReturnedPart returned={returned} />}
      {contentItems && <ContentItems selection={contentItems} />}
      <KeptGrades exchange={exchange} />
      {outcomes.length > 0 && <Outcomes calls={outcomes} />}
    </section>
  );
}
