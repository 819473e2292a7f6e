import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckSeverity } from '../../../../protocol/models/diagnosis.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import classes from '../Doctor.module.css';
import { Evidence } from './Evidence.tsx';
import type { Finding, SignatureFinding } from './findings.ts';
import { useWords } from './words.ts';

const icons: Readonly<Record<CheckSeverity, TablerIcon>> = {
  error: IconAlertOctagon,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
};

function Sides({ finding: { side, owner } }: { finding: Pick<SignatureFinding, 'side' | 'owner'> }) {
  const { t } = useTranslation('doctor');
  return (
    <dl className={classes.sides}>
      {side && (
        <div>
          <dt>{t('side.label')}</dt>
          <dd>{t(`side.${side}`)}</dd>
        </div>
      )}
      {owner && (
        <div>
          <dt>{t('owner.label')}</dt>
          <dd>{t(`owner.${owner}`)}</dd>
        </div>
      )}
    </dl>
  );
}

function Causes({ title, causes }: { title: string; causes: readonly string[] }) {
  return (
    <div className={classes.causes}>
      <span>{title}</span>
      <ul>
        {causes.map((cause) => (
          <li key={cause}>
            <code>{cause}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Explained({ finding, withEvidence }: { finding: SignatureFinding; withEvidence: boolean }) {
  const { t } = useTranslation('doctor');
  return (
    <>
      <p>{finding.detail}</p>
      <Sides finding={finding} />
      <p className={classes.fix}>
        <strong>{t('finding.fix')}</strong> {finding.fix}
      </p>
      {finding.alternatives && <Causes title={t('finding.alternatives')} causes={finding.alternatives} />}
      {finding.ruledOut && <Causes title={t('finding.ruledOut')} causes={finding.ruledOut} />}
      {withEvidence && finding.evidence && <Evidence evidence={finding.evidence} />}
    </>
  );
}

/** One finding: what it is, which side made it, who has to change what, and the evidence. */
export function FindingCard({ finding: one, withEvidence }: { finding: Finding; withEvidence: boolean }) {
  const { t } = useTranslation('doctor');
  const words = useWords();
  const Icon = icons[one.severity];
  const { finding } = one;
  return (
    <li className={classes.card} data-severity={one.severity}>
      <article aria-label={finding.title}>
        <header className={classes.cardHead}>
          <Icon size={17} aria-hidden />
          <h3>{finding.title}</h3>
          <span className={classes.tag}>
            {t(`severity.${one.severity}`)} · {one.from === 'check' ? one.finding.id : one.finding.cause}
          </span>
          <CopyButton text={words.ticket(one)} label={t('finding.copyTicket', { title: finding.title })} />
        </header>
        {one.from === 'signature' ? (
          <Explained finding={one.finding} withEvidence={withEvidence} />
        ) : (
          <>
            <dl className={classes.seen}>
              <dt>{t('finding.seen')}</dt>
              <dd>{one.finding.seen}</dd>
              <dt>{t('finding.expected')}</dt>
              <dd>{one.finding.expected}</dd>
              <dt>{t('finding.source')}</dt>
              <dd>{one.finding.source}</dd>
            </dl>
            <Sides finding={one.finding} />
          </>
        )}
      </article>
    </li>
  );
}
