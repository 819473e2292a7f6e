import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callCommand } from '../client/bridge.ts';
import { commandKey, useCommandQuery } from '../client/queries.ts';
import { hostOf } from '../ui/format.ts';
import { useRunCommand } from './Keyboard.tsx';
import { placeOrder } from './keyboard.ts';
import { useNavigator } from './navigation/NavigationProvider.tsx';

/** Operations of every connection, as far as their contracts can be read. */
function useOperationGroup(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const { open } = useNavigator();
  const connections = useCommandQuery('connections.list', {}).data ?? [];
  const contractIds = [...new Set(connections.map((one) => one.contractId))];
  const contracts = useQueries({
    queries: contractIds.map((id) => ({
      queryKey: commandKey('contracts.get', { id }),
      queryFn: () => callCommand('contracts.get', { id }),
    })),
  });
  const actions = connections.flatMap((connection) => {
    const contract = contracts[contractIds.indexOf(connection.contractId)]?.data;
    return (contract?.operations ?? []).map((operation) => ({
      id: `operation:${connection.id}:${operation.id}`,
      label: `${operation.title}`,
      description: `${connection.name} · ${operation.method} ${operation.path}`,
      keywords: [operation.id],
      onClick: () => open({ connectionId: connection.id, operationId: operation.id, view: 'try' }),
    }));
  });
  return { group: t('palette.operations'), actions };
}

function useConnectionGroup(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const { open } = useNavigator();
  const connections = useCommandQuery('connections.list', {}).data ?? [];
  return {
    group: t('palette.connections'),
    actions: connections.map((connection) => ({
      id: `connection:${connection.id}`,
      label: connection.name,
      description: `${hostOf(connection.baseUrl)} · ${t(`environment.${connection.environment}`)}`,
      onClick: () => open({ connectionId: connection.id }),
    })),
  };
}

function useCommandGroups(): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const { t: trash } = useTranslation('trash');
  const run = useRunCommand();
  return [
    {
      group: t('palette.actions'),
      actions: [
        { id: 'send', label: t('palette.send'), onClick: () => run({ do: 'action', name: 'send' }) },
        {
          id: 'new-connection',
          label: t('palette.newConnection'),
          onClick: () => run({ do: 'action', name: 'new-connection' }),
        },
        { id: 'lock', label: t('topBar.lock'), onClick: () => run({ do: 'lock' }) },
        { id: 'close-tab', label: t('palette.closeTab'), onClick: () => run({ do: 'close-tab' }) },
        { id: 'theme', label: t('palette.toggleTheme'), onClick: () => run({ do: 'toggle-theme' }) },
        {
          id: 'sidebar',
          label: t('palette.sidebar'),
          onClick: () => run({ do: 'action', name: 'toggle-sidebar' }),
        },
        {
          id: 'maximise',
          label: t('palette.maximise'),
          onClick: () => run({ do: 'action', name: 'maximise-result' }),
        },
        { id: 'undo-delete', label: trash('undoDelete'), onClick: () => run({ do: 'action', name: 'undo-delete' }) },
        { id: 'shortcuts', label: t('palette.shortcuts'), onClick: () => run({ do: 'help' }) },
      ],
    },
    {
      group: t('palette.places'),
      actions: placeOrder.map((place) => ({
        id: `place:${place}`,
        label: t(`places.${place}`),
        onClick: () => run({ do: 'place', place }),
      })),
    },
  ];
}

/** Ctrl+K: every place, connection, operation and action by name. */
export function CommandPalette() {
  const { t } = useTranslation();
  const connections = useConnectionGroup();
  const operations = useOperationGroup();
  const commands = useCommandGroups();
  return (
    <Spotlight
      actions={[connections, operations, ...commands]}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      highlightQuery
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight={420}
      limit={60}
      attributes={{ content: { 'aria-label': t('palette.label') } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      searchProps={{
        leftSection: <IconSearch size={16} aria-hidden />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}
