import { Button } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconQuestionMark,
  IconStethoscope,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Diagnosis, Pasted } from '../../../../protocol/models/diagnosis.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import type { EvidenceSource } from '../../bundle/choices.ts';
import { EvidenceButton } from '../../bundle/EvidenceButton.tsx';
import classes from '../Doctor.module.css';
import type { DiagnosisState } from '../paste/use-diagnosis.ts';
import { FindingCard } from './FindingCard.tsx';
import { findingsOf, isUnexplained, shownPasted, uncheckedOf } from './findings.ts';
import { SignatureProof } from './SignatureProof.tsx';
import { TakenApart } from './TakenApart.tsx';
import { useWords } from './words.ts';

type Verdict = 'valid' | 'invalid' | 'unchecked';
const icons: Readonly<Record<Verdict, TablerIcon>> = {
  valid: IconCircleCheck,
  invalid: IconCircleX,
  unchecked: IconCircleDashed,
};

type Told = { diagnosis: Diagnosis; judge: 'now' | 'made'; evidence: EvidenceSource | null };

function VerdictLine({ diagnosis, judge, evidence }: Told) {
  const { t } = useTranslation('doctor');
  const words = useWords();
  const verdict: Verdict = diagnosis.signature?.verdict ?? 'unchecked';
  const count = findingsOf(diagnosis).length;
  const Icon = icons[verdict];
  return (
    <div className={classes.verdict} data-verdict={verdict} role="status">
      <Icon size={20} aria-hidden />
      <h2>{t(`result.verdict.${verdict}`)}</h2>
      <span>{t('result.counts', { count })}</span>
      <CopyButton text={words.report(diagnosis, judge)} label={t('result.copyReport')} />
      {evidence && <EvidenceButton source={evidence} />}
    </div>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  const { t } = useTranslation('doctor');
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label={t('result.notes')}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function NothingWrong({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('doctor');
  const isValid = diagnosis.signature?.verdict === 'valid';
  if (!isValid && diagnosis.pasted.request === null) return null;
  return (
    <section className={classes.fine} aria-label={t('result.nothingTitle')}>
      <h3>{isValid ? t('result.nothingTitle') : t('result.checksFine')}</h3>
      {isValid && <p>{t('result.nothingText')}</p>}
    </section>
  );
}

function Findings({ diagnosis, judge, evidence, onTryOthers }: Told & { onTryOthers: (() => void) | null }) {
  const { t } = useTranslation('doctor');
  const findings = findingsOf(diagnosis);
  const proven = findings.findIndex(({ from, finding }) => from === 'signature' && 'evidence' in finding);
  return (
    <>
      <VerdictLine diagnosis={diagnosis} judge={judge} evidence={evidence} />
      {findings.length === 0 && <NothingWrong diagnosis={diagnosis} />}
      {findings.length > 0 && (
        <ol className={classes.cards} aria-label={t('result.findings')}>
          {findings.map((one, index) => (
            <FindingCard
              key={`${one.from} ${one.finding.id} ${one.finding.title}`}
              finding={one}
              withEvidence={index === proven}
            />
          ))}
        </ol>
      )}
      {onTryOthers && isUnexplained(diagnosis) && (
        <div className={classes.others}>
          <Button variant="default" onClick={onTryOthers}>
            {t('run.others')}
          </Button>
          <p>{t('run.othersHelp')}</p>
        </div>
      )}
      {diagnosis.signature && <SignatureProof signature={diagnosis.signature} />}
      <section className={classes.unchecked} aria-label={t('result.uncheckedTitle')}>
        <h3>{t('result.uncheckedTitle')}</h3>
        <ul>
          {uncheckedOf(diagnosis, judge).map((one) => (
            <li key={one}>{t(`result.unchecked.${one}`)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

type Props = {
  /** What stands in the field now, as it was recognised. */
  pasted: Pasted | null;
  state: DiagnosisState;
  revision: number;
  /** The URL that was entered, if any. */
  url: string;
  judge: 'now' | 'made';
  /** What was pasted, to make a file of; `null` while there is nothing to make one of. */
  evidence: EvidenceSource | null;
  /** `null` where there are no other credentials to try. */
  onTryOthers: (() => void) | null;
};

/** Findings first, the evidence beneath, then all that was pasted, taken apart. */
export function DiagnosisReport({ pasted, state, revision, url, judge, evidence, onTryOthers }: Props) {
  const { t } = useTranslation('doctor');
  const diagnosis = state.step === 'done' ? state.diagnosis : null;
  const isStale = state.step === 'done' && state.revision !== revision;
  const shown = shownPasted(diagnosis?.pasted ?? null, pasted, isStale);
  if (shown === null && diagnosis === null && state.step !== 'failed') {
    return (
      <section className={classes.report} aria-label={t('result.region')}>
        <EmptyState icon={IconStethoscope} title={t('result.emptyTitle')} text={t('result.emptyText')} />
      </section>
    );
  }
  return (
    <section className={classes.report} aria-label={t('result.region')}>
      {state.step === 'failed' && <ErrorAlert error={state.error} />}
      {isStale && (
        <p className={classes.stale} role="status">
          {t('run.stale')}
        </p>
      )}
      {diagnosis && (
        <Findings diagnosis={diagnosis} judge={judge} evidence={isStale ? null : evidence} onTryOthers={onTryOthers} />
      )}
      {shown?.kind === 'unknown' ? (
        <EmptyState icon={IconQuestionMark} title={t('result.unknownTitle')} text={shown.notes.join(' ')} />
      ) : (
        shown && (
          <>
            <p className={classes.recognised}>{t('result.recognised', { kind: t(`kinds.${shown.kind}`) })}</p>
            <Notes notes={shown.notes} />
            <TakenApart pasted={shown} url={url} />
          </>
        )
      )}
    </section>
  );
}
