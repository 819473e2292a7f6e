import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FlowChoice, FlowStep } from '../../../protocol/models/exchanges/flow.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Flow.module.css';

type StepChoiceProps = {
  step: FlowStep;
  connectionId: string;
  flowId: string;
  /** `undefined`: it is created; `null`: one is to be chosen. */
  chosen: FlowChoice | null | undefined;
  disabled: boolean;
  onChoose: (choice: FlowChoice | null | undefined) => void;
};

/** Entries the list shows at once: the rest is found by typing. */
const shownAtOnce = 100;

/** A step that can be carried out, or replaced by an entry of a list that is fetched there and then. */
export function StepChoice({ step, connectionId, flowId, chosen, disabled, onChoose }: StepChoiceProps) {
  const { t } = useTranslation('flow');
  const list = useCommandMutation('flows.choices');
  const fetchList = () => list.mutate({ connectionId, flowId, stepId: step.id });
  const items = list.data?.items ?? [];
  const pages = list.data?.pages;
  const indexOf = (choice: FlowChoice) =>
    items.findIndex((item) => JSON.stringify(item.outputs) === JSON.stringify(choice.outputs));
  const selected = chosen ? indexOf(chosen) : -1;
  return (
    <div className={classes.choice}>
      <SegmentedControl
        size="xs"
        aria-label={t('alternative')}
        disabled={disabled}
        data={[
          { value: 'create', label: t('create') },
          { value: 'pick', label: t('pick') },
        ]}
        value={chosen === undefined ? 'create' : 'pick'}
        onChange={(value) => {
          onChoose(value === 'pick' ? null : undefined);
          if (value === 'pick') fetchList();
        }}
      />
      {chosen !== undefined && (
        <div className={classes.existing}>
          <Select
            size="xs"
            flex={1}
            aria-label={t('existing')}
            placeholder={list.isSuccess && items.length === 0 ? t('noneExist') : t('existingPlaceholder')}
            disabled={disabled || list.isPending}
            data={items.map(({ label, detail, outputs }, index) => ({
              value: String(index),
              label: [`${label} (${Object.values(outputs)[0]})`, detail].filter(Boolean).join(' – '),
            }))}
            value={selected < 0 ? null : String(selected)}
            onChange={(value) => onChoose(value === null ? null : (items[Number(value)] ?? null))}
            searchable
            limit={shownAtOnce}
            nothingFoundMessage={t('noneFound')}
          />
          <ActionIcon variant="default" aria-label={t('refresh')} loading={list.isPending} onClick={fetchList}>
            <IconRefresh size={14} aria-hidden />
          </ActionIcon>
        </div>
      )}
      {chosen !== undefined && items.length > shownAtOnce && (
        <p className={classes.note}>{t('searchThem', { count: items.length, shown: shownAtOnce })}</p>
      )}
      {chosen !== undefined && pages && pages.read < pages.all && (
        <p className={classes.note}>{t('morePages', pages)}</p>
      )}
      {list.error && <ErrorAlert error={list.error} onRetry={fetchList} />}
    </div>
  );
}
