import { Button, Popover, Select, Stack } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { environmentSchema } from '../../../../protocol/models/connection.ts';
import { type Credential, credentialKindSchema } from '../../../../protocol/models/vault/vault.ts';
import classes from './Care.module.css';
import { type CredentialFilter, countChoices, noFilter } from './filter.ts';

type FiltersProps = {
  credentials: readonly Credential[];
  /** How many need care. */
  needing: number;
  filter: CredentialFilter;
  onChange: (filter: CredentialFilter) => void;
};

function Choices({ credentials, filter, onChange }: Omit<FiltersProps, 'needing'>) {
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const tags = [...new Set(credentials.flatMap(({ details }) => details.tags))].sort();
  const environments = [
    ...environmentSchema.options.map((value) => ({ value: String(value), label: common(`environment.${value}`) })),
    { value: 'none', label: t('filter.noEnvironment') },
  ];
  const inPopover = { comboboxProps: { withinPortal: false }, clearable: true, size: 'xs' } as const;
  return (
    <Stack gap="xs">
      <Select
        {...inPopover}
        label={t('details.environment')}
        placeholder={t('filter.any')}
        data={environments}
        value={filter.environment}
        onChange={(value) => {
          const environment = value === 'none' ? value : (environmentSchema.safeParse(value).data ?? null);
          onChange({ ...filter, environment });
        }}
      />
      <Select
        {...inPopover}
        label={t('form.kind')}
        placeholder={t('filter.any')}
        data={credentialKindSchema.options.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={filter.kind}
        onChange={(value) => onChange({ ...filter, kind: credentialKindSchema.safeParse(value).data ?? null })}
      />
      <Select
        {...inPopover}
        label={t('filter.tag')}
        placeholder={tags.length === 0 ? t('filter.noTags') : t('filter.any')}
        data={tags}
        value={filter.tag}
        onChange={(tag) => onChange({ ...filter, tag })}
        disabled={tags.length === 0}
        searchable
      />
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onChange({ ...noFilter, needsCare: filter.needsCare })}
      >
        {t('filter.clear')}
      </Button>
    </Stack>
  );
}

/** What of the vault is shown: what needs care at one press, the rest in a popover. */
export function Filters({ credentials, needing, filter, onChange }: FiltersProps) {
  const { t } = useTranslation('credentials');
  const chosen = countChoices(filter);
  return (
    <div className={classes.filters}>
      <Button
        size="compact-xs"
        variant={filter.needsCare ? 'filled' : 'default'}
        aria-pressed={filter.needsCare}
        leftSection={<IconAlertTriangle size={12} aria-hidden />}
        onClick={() => onChange({ ...filter, needsCare: !filter.needsCare })}
      >
        {t('filter.needsCare', { count: needing })}
      </Button>
      <Popover position="bottom-start" width={230} trapFocus withArrow>
        <Popover.Target>
          <Button
            size="compact-xs"
            variant={chosen > 0 ? 'filled' : 'default'}
            leftSection={<IconAdjustmentsHorizontal size={12} aria-hidden />}
          >
            {chosen === 0 ? t('filter.open') : t('filter.openChosen', { count: chosen })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Choices credentials={credentials} filter={filter} onChange={onChange} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
