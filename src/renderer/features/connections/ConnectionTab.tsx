import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Activity, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { type Tab, type TabView, tabViewSchema } from '../../app/navigation/tabs.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { CrashGuard } from '../../ui/CrashGuard.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { EnvironmentBadge } from '../../ui/EnvironmentBadge.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SuiteScreen } from '../advantage/suite/SuiteScreen.tsx';
import { CareHint } from '../credentials/care/CareHint.tsx';
import { FlowView } from '../flow/FlowView.tsx';
import { ConnectionHistory } from '../history/ConnectionHistory.tsx';
import { ShareConnection } from '../portability/ShareConnection.tsx';
import { RegistrationSheet } from '../registrations/RegistrationSheet.tsx';
import { ConnectionGrades } from '../services/ConnectionGrades.tsx';
import { StoreSetupSection } from '../store-setup/StoreSetupSection.tsx';
import { Try } from '../try/Try.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';
import classes from './ConnectionTab.module.css';

function Setup({ connection }: { connection: Connection }) {
  const { t } = useTranslation('connections');
  const update = useCommandMutation('connections.update');
  const contract = useCommandQuery('contracts.get', { id: connection.contractId });
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const credential = credentials.find(({ id }) => id === connection.credentialId);
  const launches = contract.data?.operations.some(({ lti }) => lti !== undefined) ?? false;
  return (
    <div className={classes.setup}>
      <ConnectionForm
        key={connection.id}
        connection={connection}
        submitLabel={t('form.save')}
        pending={update.isPending}
        error={update.error}
        onSubmit={(draft) =>
          update.mutate(
            { id: connection.id, draft },
            { onSuccess: () => notifications.show({ message: t('form.saved'), color: 'green' }) },
          )
        }
      />
      {credential?.kind === 'lti-registration' && <RegistrationSheet credentialId={credential.id} />}
      {connection.contractId === 'publica-la' && <StoreSetupSection connection={connection} />}
      {launches && <ConnectionGrades connectionId={connection.id} />}
      <ShareConnection connection={connection} />
    </div>
  );
}

function Header({ tab, connection, views }: { tab: Tab; connection: Connection; views: readonly TabView[] }) {
  const { t } = useTranslation('connections');
  const { dispatch } = useNavigator();
  return (
    <div className={classes.header} data-environment={connection.environment}>
      <h1 className={classes.name}>{connection.name}</h1>
      <EnvironmentBadge environment={connection.environment} />
      <CareHint credentialId={connection.credentialId} />
      <span className={classes.url} title={connection.baseUrl}>
        {connection.baseUrl}
      </span>
      <SegmentedControl
        className={classes.views}
        aria-label={t('views.label', { name: connection.name })}
        data={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        value={tab.view}
        onChange={(view) => dispatch({ type: 'set-view', id: tab.id, view })}
      />
    </div>
  );
}

/** The connection was deleted elsewhere, for example by the command line. */
function Gone({ tab }: { tab: Tab }) {
  const { t } = useTranslation('connections');
  const { t: common } = useTranslation();
  const { dispatch } = useNavigator();
  return (
    <EmptyState icon={IconPlugConnectedX} title={t('gone')}>
      <Button variant="default" onClick={() => dispatch({ type: 'close', id: tab.id })}>
        {common('actions.close')}
      </Button>
    </EmptyState>
  );
}

/** The first operation of the contract, until another is chosen. */
function useFirstOperation(tab: Tab, connection: Connection | undefined): void {
  const { dispatch } = useNavigator();
  const contract = useCommandQuery(
    'contracts.get',
    { id: connection?.contractId ?? '' },
    { enabled: connection !== undefined },
  );
  const operations = contract.data?.operations;
  useEffect(() => {
    const known = operations?.some((one) => one.id === tab.operationId);
    const first = operations?.[0];
    if (first && !known) dispatch({ type: 'set-operation', id: tab.id, operationId: first.id });
  }, [operations, tab.operationId, tab.id, dispatch]);
}

/** One open connection: try it, set it up, look back. */
export function ConnectionTab({ tab }: { tab: Tab }) {
  const connections = useCommandQuery('connections.list', {});
  const connection = connections.data?.find((one) => one.id === tab.connectionId);
  useFirstOperation(tab, connection);
  const contract = useCommandQuery(
    'contracts.get',
    { id: connection?.contractId ?? '' },
    { enabled: connection !== undefined },
  );
  const flows = useCommandQuery(
    'flows.list',
    { contractId: connection?.contractId ?? '' },
    { enabled: connection !== undefined },
  );
  if (!connection) return connections.isFetching ? null : <Gone tab={tab} />;
  const hasFlows = flows.error !== null || (flows.data?.length ?? 0) > 0;
  const advantage = contract.data?.operations.filter(({ kind }) => kind === 'launch-1.3') ?? [];
  const offered: Partial<Record<TabView, boolean>> = { flow: hasFlows, suite: advantage.length > 0 };
  const views = tabViewSchema.options.filter((view) => offered[view] ?? true);
  const operation = contract.data?.operations.find((one) => one.id === tab.operationId);
  return (
    <div className={classes.tab}>
      <Header tab={tab} connection={connection} views={views} />
      <CrashGuard resetKey={`${tab.view} ${tab.operationId}`}>
        {/* Stays mounted behind the other views: what was typed, secrets too, is there on return. */}
        {tab.view === 'setup' && <Setup connection={connection} />}
        {tab.view === 'history' && <ConnectionHistory connectionId={connection.id} />}
        {tab.view === 'suite' && advantage.length > 0 && <SuiteScreen connection={connection} operations={advantage} />}
        {tab.view === 'flow' && flows.error && (
          <div className={classes.setup}>
            <ErrorAlert error={flows.error} onRetry={() => void flows.refetch()} />
          </div>
        )}
        {hasFlows && flows.data && (
          <Activity mode={tab.view === 'flow' ? 'visible' : 'hidden'}>
            <FlowView key={connection.id} connection={connection} flows={flows.data} />
          </Activity>
        )}
        {tab.view === 'try' && contract.error && (
          <div className={classes.setup}>
            <ErrorAlert error={contract.error} onRetry={() => void contract.refetch()} />
          </div>
        )}
        {contract.data && operation && (
          <Activity mode={tab.view === 'try' ? 'visible' : 'hidden'}>
            <Try
              key={`${connection.id}/${operation.id}`}
              tab={tab}
              connection={connection}
              contract={contract.data}
              operation={operation}
            />
          </Activity>
        )}
      </CrashGuard>
    </div>
  );
}
