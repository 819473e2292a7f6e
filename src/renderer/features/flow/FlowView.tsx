import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Flow } from '../../../protocol/models/exchanges/flow.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { LaunchPane } from '../try/launch/LaunchPane.tsx';
import classes from './Flow.module.css';
import { FlowScreen } from './FlowScreen.tsx';

function PagePane({ exchangeId, onClose }: { exchangeId: string; onClose: () => void }) {
  const { t } = useTranslation('flow');
  const exchange = useCommandQuery('exchanges.get', { id: exchangeId });
  return (
    <section className={classes.page} aria-label={t('page')}>
      <div className={classes.pageHead}>
        <h2>{t('page')}</h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t('closePage')} onClick={onClose}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </div>
      <LaunchPane exchange={exchange.data ?? null} />
    </section>
  );
}

type FlowViewProps = { connection: Connection; flows: readonly Flow[] };

/** The flows of a connection: fill in, run, watch each step, and open the page that comes of it. */
export function FlowView({ connection, flows }: FlowViewProps) {
  const { t } = useTranslation('flow');
  const [flowId, setFlowId] = useState(flows[0]?.id ?? null);
  const [pageExchange, setPageExchange] = useState<string | null>(null);
  const flow = flows.find(({ id }) => id === flowId) ?? flows[0];
  const prepared = useCommandQuery(
    'flows.prepare',
    { connectionId: connection.id, flowId: flow?.id ?? '' },
    { enabled: flow !== undefined },
  );
  const runs = useCommandQuery('flows.runs', { connectionId: connection.id });
  const error = prepared.error ?? runs.error;
  const retry = () => void Promise.all([prepared.refetch(), runs.refetch()]);
  // What was typed stays, though core cannot tell anew what it is about.
  if (error && !(prepared.data && runs.data)) return <ErrorAlert error={error} onRetry={retry} />;
  if (!flow || !prepared.data || !runs.data) return null;
  return (
    <SidePane
      id="flow"
      label={t('resize')}
      childrenMin="360px"
      sideMin="360px"
      sideSize="52%"
      side={
        pageExchange === null ? null : (
          <PagePane key={pageExchange} exchangeId={pageExchange} onClose={() => setPageExchange(null)} />
        )
      }
    >
      <section className={classes.flow} aria-label={t('label', { title: flow.title })}>
        {flows.length > 1 && (
          <Select
            label={t('choose')}
            data={flows.map(({ id, title }) => ({ value: id, label: title }))}
            value={flow.id}
            onChange={setFlowId}
            allowDeselect={false}
          />
        )}
        <FlowScreen
          key={flow.id}
          connection={connection}
          flow={flow}
          prepared={prepared.data}
          run={runs.data.find((run) => run.flowId === flow.id)}
          onPage={setPageExchange}
        />
      </section>
    </SidePane>
  );
}
