import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { Activity } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../app/actions.tsx';
import { useMaximised } from '../../app/maximised.tsx';
import { useNavigation, useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandQuery } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { DropImport } from '../portability/DropImport.tsx';
import { ImportConnections } from '../portability/ImportConnections.tsx';
import { RegisterTool } from '../registrations/RegisterTool.tsx';
import { ConnectionDialog } from './ConnectionDialog.tsx';
import { ConnectionSidebar } from './ConnectionSidebar.tsx';
import classes from './ConnectionsPlace.module.css';
import { ConnectionTab } from './ConnectionTab.tsx';
import { Overview } from './Overview.tsx';
import { TabStrip } from './TabStrip.tsx';
import { useSidebar } from './use-sidebar.ts';

function OpenTabs() {
  const { tabs, activeTab } = useNavigation();
  return tabs.map((tab) => (
    <Activity key={tab.id} mode={tab.id === activeTab ? 'visible' : 'hidden'}>
      <ConnectionTab tab={tab} />
    </Activity>
  ));
}

/** Home: every customer's setup, and in tabs those that are being worked with. */
export function ConnectionsPlace() {
  const { t } = useTranslation('connections');
  const list = useCommandQuery('connections.list', {});
  const { tabs, activeTab } = useNavigation();
  const { maximised } = useMaximised();
  const view = tabs.find(({ id }) => id === activeTab)?.view;
  const [creating, dialog] = useDisclosure(false);
  const [registering, registration] = useDisclosure(false);
  const { home } = useNavigator();
  const sidebar = useSidebar();
  useAction('new-connection', dialog.open);

  const register = () => {
    dialog.close();
    registration.open();
    home();
  };
  const content = () => {
    if (list.error)
      return (
        <div className={classes.error}>
          <ErrorAlert error={list.error} onRetry={() => void list.refetch()} />
        </div>
      );
    if (!list.data) return null;
    if (list.data.length === 0 && !registering)
      return (
        <EmptyState icon={IconPlugConnected} title={t('empty.title')} text={t('empty.text')}>
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={dialog.open}>
            {t('new')}
          </Button>
          <Button variant="default" onClick={register}>
            {t('registerTool')}
          </Button>
          <ImportConnections variant="default" />
        </EmptyState>
      );
    return (
      <>
        <Activity mode={activeTab === null ? 'visible' : 'hidden'}>
          {registering ? (
            <RegisterTool onClose={registration.close} />
          ) : (
            <DropImport>
              <Overview connections={list.data} onCreate={dialog.open} onRegister={register} />
            </DropImport>
          )}
        </Activity>
        <div className={classes.work} hidden={activeTab === null}>
          <SplitPane
            id="connection-list"
            label={t('resize')}
            firstSide={{ min: '190px', size: '236px', fixed: true }}
            secondMin="480px"
            first={
              sidebar.shown && !(maximised && view === 'try') ? (
                <ConnectionSidebar connections={list.data} onCreate={dialog.open} />
              ) : null
            }
            second={<OpenTabs />}
          />
        </div>
      </>
    );
  };
  return (
    <div className={classes.place}>
      <TabStrip connections={list.data ?? []} sidebar={sidebar} />
      {content()}
      <ConnectionDialog opened={creating} onClose={dialog.close} connection={null} onRegister={register} />
    </div>
  );
}
