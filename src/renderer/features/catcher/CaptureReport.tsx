import { Button } from '@mantine/core';
import { IconFishHook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture, CaptureSummary } from '../../../protocol/models/lti/catcher.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { EvidenceButton } from '../bundle/EvidenceButton.tsx';
import { FindingCard } from '../doctor/report/FindingCard.tsx';
import { CaptureParts } from './CaptureParts.tsx';
import { CaptureServices } from './CaptureServices.tsx';
import classes from './Catcher.module.css';
import { findingsOfCapture, registrationFor } from './capture-view.ts';
import { RegistrationsDialog } from './RegistrationsDialog.tsx';

function Findings({ capture }: { capture: Capture }) {
  const { t } = useTranslation('catcher');
  const findings = findingsOfCapture(capture);
  if (findings.length === 0) return <p>{t('detail.none')}</p>;
  const proven = findings.findIndex(({ from, finding }) => from === 'signature' && 'evidence' in finding);
  return (
    <ol className={classes.findings} aria-label={t('detail.findings')}>
      {findings.map((one, index) => (
        <FindingCard
          // biome-ignore lint/suspicious/noArrayIndexKey: findings repeat, and keep their place
          key={index}
          finding={one}
          withEvidence={index === proven}
        />
      ))}
    </ol>
  );
}

function Shown({ capture }: { capture: Capture }) {
  const { t } = useTranslation('catcher');
  const remove = useCommandMutation('catcher.deleteCaptures');
  const [registering, setRegistering] = useState(false);
  const { summary, signature } = capture;
  const missing = registrationFor(capture);
  return (
    <>
      <div className={classes.verdict} data-verdict={summary.verdict} role="status">
        <h2>{t(`detail.heading.${summary.verdict}`)}</h2>
        <EvidenceButton source={{ kind: 'capture', id: summary.id }} />
        <Button
          variant="subtle"
          size="xs"
          loading={remove.isPending}
          onClick={() => remove.mutate({ ids: [summary.id] })}
        >
          {t('list.delete')}
        </Button>
      </div>
      {remove.error && <ErrorAlert error={remove.error} />}
      {signature?.reason && <p>{signature.reason}</p>}
      {signature?.credential && <p>{t('detail.checkedWith', { name: signature.credential })}</p>}
      {missing && (
        <div>
          <Button variant="default" onClick={() => setRegistering(true)}>
            {t('detail.register')}
          </Button>
        </div>
      )}
      <Findings capture={capture} />
      {capture.checklist?.verdict === 'valid' && <CaptureServices capture={capture} />}
      <CaptureParts capture={capture} />
      {registering && missing && <RegistrationsDialog draft={missing} onClose={() => setRegistering(false)} />}
    </>
  );
}

/** One capture: its findings first, then all that came. */
export function CaptureReport({ summary }: { summary: CaptureSummary | null }) {
  const { t } = useTranslation('catcher');
  const { data, error } = useCommandQuery('catcher.capture', { id: summary?.id ?? '' }, { enabled: summary !== null });
  return (
    <section className={classes.report} aria-label={t('detail.region')}>
      {summary === null && (
        <EmptyState icon={IconFishHook} title={t('detail.emptyTitle')} text={t('detail.emptyText')} />
      )}
      {summary !== null && error && <ErrorAlert error={error} />}
      {summary !== null && data && <Shown key={data.summary.id} capture={data} />}
    </section>
  );
}
