import { Button, Group, Progress, SegmentedControl } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NegativeCase, NegativeResult, SuiteRun } from '../../../../protocol/models/advantage/negative.ts';
import { useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ProblemAlert } from '../../../ui/ProblemAlert.tsx';
import { SaveButton } from '../../../ui/SaveButton.tsx';
import legs from '../legs/Legs.module.css';
import { countsOf, sorted } from './results.ts';
import classes from './Suite.module.css';

const tones = { right: 'passed', wrong: 'failed', risky: 'remarked', told: 'none', unclear: 'remarked' } as const;

function Row({ result, known, run }: { result: NegativeResult; known: NegativeCase | undefined; run: SuiteRun }) {
  const { t } = useTranslation('advantage');
  const { open } = useNavigator();
  const title = known?.title ?? result.caseId;
  const show = () =>
    open({
      connectionId: run.connectionId,
      operationId: run.operationId,
      exchangeId: result.exchangeId,
      view: 'try',
    });
  return (
    <tr>
      <th scope="row">
        {title}
        <span className={classes.dim}>{known?.detail}</span>
      </th>
      <td>
        {t(`suite.outcomes.${result.outcome}`)}
        {result.status !== null && ` (${result.status})`}
      </td>
      <td>
        <span className={legs.status} data-status={tones[result.verdict]}>
          {t(`suite.verdicts.${result.verdict}`)}
        </span>
      </td>
      <td>
        {result.reason}
        {result.said !== '' && <span className={classes.said}>“{result.said}”</span>}
      </td>
      <td>
        {known && t(`wrong.expectation.${known.expectation}`)} <span className={classes.dim}>{known?.source}</span>
      </td>
      <td>
        <Button size="compact-xs" variant="default" aria-label={t('suite.openOf', { title })} onClick={show}>
          {t('suite.open')}
        </Button>
      </td>
    </tr>
  );
}

function Table({ run, cases }: { run: SuiteRun; cases: readonly NegativeCase[] }) {
  const { t } = useTranslation('advantage');
  const [only, setOnly] = useState<'all' | 'wrong'>('all');
  const results = sorted(run.results).filter(({ verdict }) => only === 'all' || verdict !== 'right');
  return (
    <>
      <div className={classes.summary}>
        <strong role="status">{t('suite.summary', countsOf(run))}</strong>
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('suite.show')}
            data={[
              { value: 'all', label: t('suite.showAll') },
              { value: 'wrong', label: t('suite.showWrong') },
            ]}
            value={only}
            onChange={(value) => setOnly(value === 'wrong' ? 'wrong' : 'all')}
          />
          <SaveButton
            label={t('suite.export')}
            file={{
              title: t('suite.title'),
              name: 'negative-suite.json',
              extensions: ['json'],
              content: { as: 'text', text: `${JSON.stringify(run, null, 2)}\n` },
            }}
          />
        </Group>
      </div>
      {results.length === 0 ? (
        <p>{t('suite.allRight')}</p>
      ) : (
        <table className={legs.table} aria-label={t('suite.results')}>
          <thead>
            <tr>
              <th scope="col">{t('suite.case')}</th>
              <th scope="col">{t('suite.outcome')}</th>
              <th scope="col">{t('suite.verdict')}</th>
              <th scope="col">{t('suite.reason')}</th>
              <th scope="col">{t('suite.rule')}</th>
              <th scope="col" aria-label={t('suite.open')} />
            </tr>
          </thead>
          <tbody>
            {results.map((result) => (
              <Row key={result.caseId} result={result} known={cases.find(({ id }) => id === result.caseId)} run={run} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

type Props = { run: SuiteRun | null; cases: readonly NegativeCase[] };

/** What a tool made of each case, the wrong ones first. */
export function SuiteResults({ run, cases }: Props) {
  const { t } = useTranslation('advantage');
  if (run === null) {
    return <EmptyState icon={IconShieldCheck} title={t('suite.empty')} text={t('suite.emptyText')} />;
  }
  const total = run.cases.length;
  return (
    <section aria-label={t('suite.results')} className={classes.results}>
      {run.state === 'running' && (
        <>
          <Progress value={(100 * run.results.length) / Math.max(1, total)} aria-label={t('suite.title')} />
          <p role="status">{t('suite.progress', { done: run.results.length, total })}</p>
        </>
      )}
      {run.problem && <ProblemAlert problem={run.problem} />}
      {run.results.length > 0 && <Table run={run} cases={cases} />}
      <p className={classes.dim}>
        {t('suite.reports', { command: `countersign suite run "${run.connectionName}" --yes --report junit=…,html=…` })}
      </p>
    </section>
  );
}
