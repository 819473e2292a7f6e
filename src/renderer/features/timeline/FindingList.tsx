import { UnstyledButton } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckSeverity } from '../../../protocol/models/diagnosis.ts';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeDiagnosis } from '../../../protocol/models/exchanges/exchange-diagnosis.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FindingCard } from '../doctor/report/FindingCard.tsx';
import { useWords } from '../doctor/report/words.ts';
import { canAsk } from '../probe/offer.ts';
import { ProbeButton } from '../probe/ProbeButton.tsx';
import { inBrief, type PlacedFinding } from './findings.ts';
import classes from './Timeline.module.css';

const icons: Readonly<Record<CheckSeverity, TablerIcon>> = {
  error: IconAlertOctagon,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
};

type LineProps = { placed: PlacedFinding; open: boolean; onOpen: () => void; onGoTo: (hop: number) => void };

/** A finding in one line. One about a hop leads to it; one about the message opens where it stands. */
function Line({ placed: { finding, hop }, open, onOpen, onGoTo }: LineProps) {
  const { t } = useTranslation('timeline');
  const { t: doctor } = useTranslation('doctor');
  const words = useWords();
  const Icon = icons[finding.severity];
  const { title } = finding.finding;
  const severity = doctor(`severity.${finding.severity}`);
  const label =
    hop === null ? t('findings.open', { severity, title }) : t('findings.goTo', { severity, title, number: hop + 1 });
  return (
    <li data-severity={finding.severity}>
      <div className={classes.finding}>
        <UnstyledButton
          className={classes.findingButton}
          aria-label={label}
          aria-expanded={hop === null ? open : undefined}
          onClick={() => (hop === null ? onOpen() : onGoTo(hop))}
        >
          <Icon size={15} aria-hidden />
          <span>{title}</span>
          <span className={classes.whereTo}>
            {hop === null ? t('findings.whole') : t('findings.hop', { number: hop + 1 })}
          </span>
        </UnstyledButton>
        <CopyButton text={words.ticket(finding)} label={doctor('finding.copyTicket', { title })} />
      </div>
      {open && hop === null && (
        <ul className={classes.cards}>
          <FindingCard finding={finding} withEvidence />
        </ul>
      )}
    </li>
  );
}

type FindingListProps = {
  exchange: Exchange;
  findings: readonly PlacedFinding[];
  diagnosis: ExchangeDiagnosis;
  onGoTo: (hop: number) => void;
};

/** What is wrong with the exchange, worst first, each a line that leads to its hop. */
export function FindingList({ exchange, findings, diagnosis, onGoTo }: FindingListProps) {
  const { t } = useTranslation('timeline');
  const { signature } = diagnosis;
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<number | null>(null);
  const brief = inBrief(findings);
  const shown = all ? findings : brief;
  return (
    <section className={classes.findings} aria-label={t('findings.title')}>
      {findings.length === 0 && <p className={classes.note}>{t('findings.none')}</p>}
      {shown.length > 0 && (
        <ul>
          {shown.map((placed, index) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: the same check may find the same twice; the order is fixed
              key={index}
              placed={placed}
              open={open === index}
              onOpen={() => setOpen(open === index ? null : index)}
              onGoTo={onGoTo}
            />
          ))}
        </ul>
      )}
      <p className={classes.note}>
        {findings.length > brief.length && (
          <UnstyledButton className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('findings.brief') : t('findings.all', { count: findings.length })}
          </UnstyledButton>
        )}
        {signature.state === 'checked' && <span>{signature.detail}</span>}
      </p>
      {canAsk(exchange, diagnosis) && (
        <div className={classes.probe}>
          <ProbeButton exchange={exchange} />
          {exchange.probe !== undefined && <span>{exchange.probe.conclusion}</span>}
        </div>
      )}
    </section>
  );
}
