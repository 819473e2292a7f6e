import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OutcomeFilter, outcomeFilterSchema } from '../../../protocol/models/exchanges/exchange.ts';
import { useFindAction } from '../../app/actions.tsx';
import { useCommandQuery } from '../../client/queries.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import classes from './History.module.css';

function SearchBox({ onSearch }: { onSearch: (search: string) => void }) {
  const { t } = useTranslation('history');
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text, 250);
  const input = useFindAction('find-connection', 'find-field');
  useEffect(() => onSearch(settled.trim()), [settled, onSearch]);
  return (
    <SearchField
      ref={input}
      className={classes.search ?? ''}
      label={t('search')}
      placeholder={t('searchHelp')}
      maxLength={500}
      value={text}
      onChange={setText}
    />
  );
}

type FiltersProps = {
  /** Shown only where the history is not that of one connection. */
  connection: { id: string | null; onChange: (id: string | null) => void } | null;
  outcome: OutcomeFilter;
  onOutcome: (outcome: OutcomeFilter) => void;
  onSearch: (search: string) => void;
};

/** What of the history is shown. */
export function Filters({ connection, outcome, onOutcome, onSearch }: FiltersProps) {
  const { t } = useTranslation('history');
  const { t: common } = useTranslation();
  const connections = useCommandQuery('connections.list', {}).data ?? [];
  const outcomes = outcomeFilterSchema.options.map((value) => ({
    value,
    label: value === 'all' || value === 'attention' ? t(`outcomes.${value}`) : common(`verdict.${value}`),
  }));
  return (
    <div className={classes.filters}>
      <SearchBox onSearch={onSearch} />
      {connection && (
        <Select
          w={190}
          aria-label={t('filterConnection')}
          placeholder={t('allConnections')}
          data={connections.map((one) => ({ value: one.id, label: one.name }))}
          value={connection.id}
          onChange={connection.onChange}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('allConnections') }}
        />
      )}
      <Select
        w={170}
        maxDropdownHeight={340}
        aria-label={t('filterOutcome')}
        data={outcomes}
        value={outcome}
        onChange={(value) => onOutcome(outcomeFilterSchema.safeParse(value).data ?? 'all')}
      />
    </div>
  );
}
