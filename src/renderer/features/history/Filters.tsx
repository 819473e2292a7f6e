import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../app/actions.tsx';
import { useCommandQuery } from '../../client/queries.ts';
import classes from './History.module.css';
import { type OutcomeFilter, outcomeFilters } from './list.ts';

function SearchBox({ onSearch }: { onSearch: (search: string) => void }) {
  const { t } = useTranslation('history');
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text, 250);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => onSearch(settled.trim()), [settled, onSearch]);
  useAction(
    'find-connection',
    useCallback(() => input.current?.select(), []),
  );
  useAction(
    'find-field',
    useCallback(() => input.current?.select(), []),
  );
  return (
    <TextInput
      ref={input}
      className={classes.search}
      type="search"
      aria-label={t('search')}
      placeholder={t('searchHelp')}
      maxLength={500}
      leftSection={<IconSearch size={13} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
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
  const outcomes = outcomeFilters.map((value) => ({
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
        w={150}
        aria-label={t('filterOutcome')}
        data={outcomes}
        value={outcome}
        onChange={(value) => onOutcome(outcomeFilters.find((one) => one === value) ?? 'all')}
      />
    </div>
  );
}
