import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AdvantageLeg } from '../../../../protocol/models/advantage/launch.ts';
import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';
import { CodeBlock } from '../../../ui/CodeBlock.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { Method } from '../../../ui/Method.tsx';
import { Checks } from './Checks.tsx';
import classes from './Legs.module.css';
import { StepBar } from './StepBar.tsx';

function Leg({ leg, number }: { leg: AdvantageLeg; number: number }) {
  const { t } = useTranslation('advantage');
  const name = t(`legs.names.${leg.id}`);
  return (
    <li className={classes.leg}>
      <article aria-label={name}>
        <h3>
          {number}. {name} <span className={classes.dim}>{t(`legs.who.${leg.id}`)}</span>{' '}
          <span className={classes.status} data-status={leg.state === 'refused' ? 'failed' : leg.state}>
            {t(`legs.state.${leg.state}`)}
          </span>
        </h3>
        <p className={classes.url}>
          <Method method={leg.method} /> <code>{leg.url}</code>
        </p>
        {leg.error && <p className={classes.bad}>{t('legs.error', leg.error)}</p>}
        <Checks checks={leg.checks} label={t('legs.checks', { leg: name })} />
        <KeyValueTable rows={leg.parameters} label={t('legs.parameters', { leg: name })} />
        {leg.token && (
          <>
            <h4>{t('legs.header')}</h4>
            <CodeBlock text={JSON.stringify(leg.token.header, null, 2)} label={t('legs.header')} />
            <h4>{t('legs.claims')}</h4>
            <CodeBlock text={JSON.stringify(leg.token.claims, null, 2)} label={t('legs.claims')} />
          </>
        )}
      </article>
    </li>
  );
}

/** The legs of a launch of LTI 1.3 with their parameters, rules and token; while one waits, the ways on. */
export function LegsPane({ exchange }: { exchange: Exchange | null }) {
  const { t } = useTranslation('advantage');
  const legs = exchange?.advantageLaunch?.legs ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section className={classes.pane} aria-label={t('legs.title')} tabIndex={0}>
      {exchange && <StepBar exchange={exchange} />}
      {legs.length === 0 ? (
        <EmptyState icon={IconArrowsExchange} title={t('legs.none')} text={t('legs.noneText')} />
      ) : (
        <ol className={classes.legs}>
          {legs.map((leg, index) => (
            <Leg key={`${leg.id} ${leg.at}`} leg={leg} number={index + 1} />
          ))}
        </ol>
      )}
    </section>
  );
}
