import { Tabs } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { AcceptedCertificate } from '../../../../protocol/models/certificate.ts';
import type { Field, Operation } from '../../../../protocol/models/contract.ts';
import { useAction } from '../../../app/actions.tsx';
import { CrashGuard } from '../../../ui/CrashGuard.tsx';
import { readClaims, setupOf } from '../../advantage/form/setup.ts';
import { LegsPane } from '../../advantage/legs/LegsPane.tsx';
import { StepBar } from '../../advantage/legs/StepBar.tsx';
import { MessagePane } from '../../advantage/message/MessagePane.tsx';
import type { Message } from '../../advantage/message/use-message.ts';
import { AdvantageServices } from '../../advantage/services/AdvantageServices.tsx';
import { ServicesPane } from '../../services/ServicesPane.tsx';
import { countOf, hasServices } from '../../services/services.ts';
import { ExchangeTimeline } from '../../timeline/ExchangeTimeline.tsx';
import { fieldNamed } from '../form/fields.ts';
import type { FormState } from '../form/form-state.ts';
import { LaunchPane } from '../launch/LaunchPane.tsx';
import type { Run } from '../run/use-run.ts';
import { MaximiseButton } from './MaximiseButton.tsx';
import { ResponsePane } from './ResponsePane.tsx';
import classes from './Result.module.css';
import { SignedPane } from './SignedPane.tsx';
import { type ResultTab, tabAfter } from './steps.ts';
import { VerdictLine } from './VerdictLine.tsx';
import { VerdictPane } from './VerdictPane.tsx';

type ResultProps = {
  operation: Operation;
  form: FormState;
  preview: Preview | undefined;
  previewError: Error | null;
  /** Of a launch of LTI 1.3: what stands in the place of a signed request. */
  message: Message;
  run: Run;
  onShowField: (field: Pick<Field, 'in' | 'name'>) => void;
  onUseForm: () => void;
};

/** Turns to what is new, once per change of a run's state, and leaves the person alone otherwise. */
function useResultTab(run: Run, hasTimeline: boolean): [ResultTab, (tab: ResultTab) => void] {
  const { exchange, startedId } = run;
  const [tab, setTab] = useState<ResultTab>('signed');
  const seen = useRef({ id: '', state: '' });
  useEffect(() => {
    if (!exchange) return;
    const { id, state } = exchange;
    const isNew = seen.current.id !== id;
    if (!isNew && seen.current.state === state) return;
    seen.current = { id, state };
    const next = tabAfter(exchange, { isNew, startedHere: id === startedId });
    if (next) setTab(next);
  }, [exchange, startedId]);
  useAction(
    'result-signed',
    useCallback(() => setTab('signed'), []),
  );
  const showLaunch = useCallback(() => setTab('launch'), []);
  useAction('result-launch', hasTimeline ? showLaunch : null);
  useAction(
    'result-response',
    useCallback(() => setTab('response'), []),
  );
  useAction(
    'result-verdict',
    useCallback(() => setTab('verdict'), []),
  );
  return [tab, setTab];
}

/** A named parameter leads to its field at once, when the answer has just come. */
function useLeadToParameter(run: Run, operation: Operation, onShowField: ResultProps['onShowField']): void {
  const { exchange, startedId } = run;
  const led = useRef<string | null>(null);
  useEffect(() => {
    if (exchange?.id !== startedId || exchange?.state !== 'finished' || led.current === exchange.id) return;
    led.current = exchange.id;
    const parameter = exchange.verdictDetail?.parameter;
    const field = parameter === undefined ? undefined : fieldNamed(operation, parameter);
    if (field) onShowField(field);
  }, [exchange, startedId, operation, onShowField]);
}

const tabNames: readonly ResultTab[] = ['signed', 'launch', 'legs', 'response', 'verdict', 'services'];

/** The right half: the verdict in a line, and below it one of its four parts. */
export function Result({ operation, form, preview, previewError, message, run, onShowField, onUseForm }: ResultProps) {
  const { t } = useTranslation('try');
  const launch = operation.kind !== 'request';
  const isAdvantage = operation.kind === 'launch-1.3';
  const [tab, setTab] = useResultTab(run, launch || run.exchange !== null);
  useLeadToParameter(run, operation, onShowField);
  const sent = !launch && run.exchange !== null;
  const services = run.exchange !== null && hasServices(run.exchange);
  const offered: Readonly<Record<ResultTab, boolean>> = {
    signed: true,
    launch: launch || sent,
    legs: isAdvantage,
    response: true,
    verdict: true,
    services: services || (isAdvantage && run.exchange !== null),
  };
  const shown = tabNames.filter((name) => offered[name]);
  const came = run.exchange === null ? 0 : countOf(run.exchange);
  const acceptCertificate = (accepted: AcceptedCertificate) => run.start(run.exchange?.sentAnyway ?? false, accepted);
  const panes: Readonly<Record<ResultTab, ReactNode>> = {
    signed: isAdvantage ? (
      <MessagePane
        message={message.data}
        error={message.error}
        isLocked={preview?.blocked === 'vault-locked'}
        isReadable={readClaims(setupOf(form.launchSetup).claims).ok}
      />
    ) : (
      <SignedPane form={form} preview={preview} error={previewError} exchange={run.exchange} />
    ),
    legs: <LegsPane exchange={run.exchange} />,
    launch:
      sent && run.exchange ? (
        <ExchangeTimeline key={run.exchange.id} exchange={run.exchange} />
      ) : (
        <LaunchPane exchange={run.exchange} onAccept={acceptCertificate} />
      ),
    response: <ResponsePane exchange={run.exchange} />,
    verdict: <VerdictPane exchange={run.exchange} />,
    services:
      isAdvantage && run.exchange ? (
        <AdvantageServices exchange={run.exchange} />
      ) : (
        <ServicesPane exchange={run.exchange} />
      ),
  };
  const tabTitle = (name: ResultTab): string => {
    if (name === 'signed' && isAdvantage) return t('result.tabs.message');
    return name === 'launch' && !launch ? t('result.tabs.timeline') : t(`result.tabs.${name}`);
  };
  return (
    <section className={classes.result} aria-label={t('result.label')}>
      <VerdictLine
        operation={operation}
        form={form}
        run={run}
        onShowField={onShowField}
        onUseForm={onUseForm}
        onShow={setTab}
      />
      {run.exchange && tab !== 'legs' && <StepBar exchange={run.exchange} />}
      <Tabs
        className={classes.tabs}
        value={shown.includes(tab) ? tab : 'response'}
        onChange={(value) => {
          const next = tabNames.find((name) => name === value);
          if (next) setTab(next);
        }}
        keepMounted={false}
      >
        <div className={classes.tabRow}>
          <Tabs.List className={classes.tabList} aria-label={t('result.label')}>
            {shown.map((name) => (
              <Tabs.Tab key={name} value={name} className={classes.tab}>
                {tabTitle(name)}
                {name === 'services' && came > 0 && ` (${came})`}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <MaximiseButton />
        </div>
        {shown.map((name) => (
          <Tabs.Panel key={name} value={name} className={classes.panel}>
            <CrashGuard resetKey={`${name} ${run.exchange?.id}`}>{panes[name]}</CrashGuard>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
