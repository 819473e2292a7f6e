import { ActionIcon, Button, Tabs } from '@mantine/core';
import { IconArrowForwardUp, IconStethoscope, IconTrash, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { launchSetupOf } from '../../../protocol/models/lti/launch-setup.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { Ago } from '../../ui/Ago.tsx';
import { CrashGuard } from '../../ui/CrashGuard.tsx';
import { formatDuration } from '../../ui/format.ts';
import { adviceOf } from '../../ui/headline.ts';
import { OutcomeLine } from '../../ui/OutcomeLine.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { outcomeOf } from '../../ui/VerdictBadge.tsx';
import { AbRunButton } from '../ab-run/AbRunButton.tsx';
import { EvidenceButton } from '../bundle/EvidenceButton.tsx';
import { ExchangeTimeline } from '../timeline/ExchangeTimeline.tsx';
import { ResponsePane } from '../try/result/ResponsePane.tsx';
import { VerdictPane } from '../try/result/VerdictPane.tsx';
import classes from './History.module.css';
import { SentRequest } from './SentRequest.tsx';
import { useOpenInTry } from './use-open-in-try.ts';

const tabNames = ['verdict', 'timeline', 'response', 'signed'] as const;
type TabName = (typeof tabNames)[number];

function Heading({ exchange }: { exchange: Exchange }) {
  const { t: common } = useTranslation();
  const { t: tried } = useTranslation('try');
  const outcome = outcomeOf(exchange);
  const duration = exchange.finishedAt === null ? null : exchange.finishedAt - exchange.startedAt;
  return (
    <OutcomeLine
      outcome={outcome}
      title={common(`verdict.${outcome}`)}
      text={adviceOf(exchange)}
      facts={
        <>
          {exchange.status !== null && <code>{exchange.status}</code>}
          {duration !== null && <span>{formatDuration(duration)}</span>}
          {exchange.hops.length > 1 && <span>{tried('result.hops', { count: exchange.hops.length })}</span>}
          <Ago at={exchange.startedAt} />
          {exchange.sentAnyway && <span>{tried('result.sentAnyway')}</span>}
        </>
      }
    />
  );
}

type PanelsProps = { exchange: Exchange; tab: TabName; onTab: (tab: TabName) => void };

function Panels({ exchange, tab, onTab }: PanelsProps) {
  const { t } = useTranslation('try');
  const panes: Readonly<Record<TabName, () => ReactNode>> = {
    verdict: () => <VerdictPane exchange={exchange} />,
    response: () => <ResponsePane exchange={exchange} />,
    signed: () => <SentRequest exchange={exchange} />,
    timeline: () => <ExchangeTimeline key={exchange.id} exchange={exchange} />,
  };
  return (
    <Tabs
      className={classes.tabs}
      value={tab}
      onChange={(value) => onTab(tabNames.find((name) => name === value) ?? 'verdict')}
      keepMounted={false}
    >
      <Tabs.List className={classes.tabList} aria-label={t('result.label')}>
        {tabNames.map((name) => (
          <Tabs.Tab key={name} value={name} className={classes.tab}>
            {t(`result.tabs.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabNames.map((name) => (
        <Tabs.Panel key={name} value={name} className={classes.panel}>
          <CrashGuard resetKey={`${name} ${exchange.id}`}>{name === tab && panes[name]()}</CrashGuard>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** The form an exchange was sent with, to be sent again as it is. */
function formOf(exchange: Exchange): FilledForm {
  const { connectionId, operationId, form } = exchange;
  return { connectionId, operationId, values: form, ...launchSetupOf(exchange) };
}

type ActionsProps = {
  exchange: Exchange;
  onDiagnose: () => void;
  onDelete: () => void;
  onClose: () => void;
  onFailure: (error: unknown) => void;
};

function Actions({ exchange, onDiagnose, onDelete, onClose, onFailure }: ActionsProps) {
  const { t } = useTranslation('history');
  const { t: common } = useTranslation();
  const connections = useCommandQuery('connections.list', {}).data;
  const openInTry = useOpenInTry();
  const contract = useCommandQuery('contracts.get', { id: exchange.contractId }).data;
  // A page that was only looked at belongs to no operation: there is no form to fill in.
  const hasForm = contract?.operations.some(({ id }) => id === exchange.operationId) ?? true;
  const gone = connections !== undefined && !connections.some((one) => one.id === exchange.connectionId);
  return (
    <div className={classes.actions}>
      <div className={classes.who}>
        <h2 title={exchange.operationTitle}>{exchange.operationTitle}</h2>
        <p className={classes.note}>
          {exchange.connectionName}
          {gone && ` · ${t('connectionGone')}`}
        </p>
      </div>
      <div className={classes.doing}>
        <Button variant="default" leftSection={<IconStethoscope size={14} aria-hidden />} onClick={onDiagnose}>
          {t('diagnose')}
        </Button>
        <Button
          leftSection={<IconArrowForwardUp size={14} aria-hidden />}
          disabled={gone || !hasForm}
          onClick={() => void openInTry(exchange).catch(onFailure)}
        >
          {t('openInTry')}
        </Button>
        {exchange.kind === 'launch' && exchange.abRun !== null && (
          <AbRunButton filled={() => formOf(exchange)} existing={exchange.abRun.id} />
        )}
        {exchange.kind === 'launch' && exchange.abRun === null && (
          <AbRunButton filled={() => formOf(exchange)} disabled={gone || !hasForm} />
        )}
        {exchange.state !== 'running' && <EvidenceButton source={{ kind: 'exchange', id: exchange.id }} />}
      </div>
      <div className={classes.corner}>
        <ActionIcon aria-label={t('deleteThis')} title={t('deleteThis')} onClick={onDelete}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('closeDetail')} title={common('actions.close')} onClick={onClose}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

type ExchangeDetailProps = { id: string; onDelete: () => void; onClose: () => void };

/** One exchange: its verdict in words, then what was sent and what came back. */
export function ExchangeDetail({ id, onDelete, onClose }: ExchangeDetailProps) {
  const { t } = useTranslation('history');
  const { data, error, refetch } = useCommandQuery('exchanges.get', { id }, { keepPrevious: true });
  const [failure, setFailure] = useState<{ of: string; error: unknown } | null>(null);
  const [tab, setTab] = useState<TabName>('verdict');
  if (error)
    return (
      <div className={classes.pane}>
        <ErrorAlert error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data) return null;
  return (
    <section className={classes.detail} aria-label={t('detail')}>
      <Actions
        exchange={data}
        onDiagnose={() => setTab('timeline')}
        onDelete={onDelete}
        onClose={onClose}
        onFailure={(error) => setFailure({ of: data.id, error })}
      />
      {failure?.of === data.id && <ErrorAlert error={failure.error} />}
      <Heading exchange={data} />
      <Panels exchange={data} tab={tab} onTab={setTab} />
    </section>
  );
}
