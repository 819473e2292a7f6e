import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contract, Operation } from '../../../../protocol/models/contract.ts';
import { useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import type { Tab } from '../../../app/navigation/tabs.ts';
import { Method } from '../../../ui/Method.tsx';

/** Chooses which operation of the contract the tab shows. */
export function OperationPicker({ tab, contract, operation }: { tab: Tab; contract: Contract; operation: Operation }) {
  const { t } = useTranslation('try');
  const { dispatch } = useNavigator();
  return (
    <Select
      flex="1 1 160px"
      aria-label={t('operation')}
      data={contract.operations.map((one) => ({ value: one.id, label: one.title }))}
      value={operation.id}
      onChange={(operationId) => operationId && dispatch({ type: 'set-operation', id: tab.id, operationId })}
      leftSection={<Method method={operation.method} launch={operation.kind !== 'request'} />}
      leftSectionWidth={46}
      searchable
      maxDropdownHeight={360}
    />
  );
}
