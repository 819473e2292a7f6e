import { ActionIcon, Checkbox, Popover } from '@mantine/core';
import { IconUserCog } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleKindSchema } from '../../../protocol/models/lti/lti.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import classes from './Roles.module.css';
import { hasRole, searchRoles, toggleRole } from './roles.ts';

type RolesPickerProps = { value: string; onChange: (value: string) => void };

function Choices({ value, onChange }: RolesPickerProps) {
  const { t } = useTranslation('lms');
  const groups = useCommandQuery('lti.roles', {});
  const [search, setSearch] = useState('');
  const rows = searchRoles(groups.data ?? [], search);
  return (
    <>
      <SearchField
        data-autofocus
        label={t('roles.search')}
        description={t('roles.subRoles')}
        inputWrapperOrder={['input', 'description']}
        value={search}
        onChange={setSearch}
      />
      <div className={classes.roles}>
        {rows.length === 0 && <p className={classes.none}>{t('roles.nothing', { search })}</p>}
        {roleKindSchema.options.map((kind) => {
          const own = rows.filter((row) => row.kind === kind);
          if (own.length === 0) return null;
          return (
            <fieldset key={kind} className={classes.group}>
              <legend>{t(`roles.${kind}`)}</legend>
              {own.map((row) => (
                <Checkbox
                  key={row.urn}
                  label={row.name}
                  title={row.value}
                  checked={hasRole(value, row)}
                  onChange={() => onChange(toggleRole(value, row))}
                />
              ))}
            </fieldset>
          );
        })}
      </div>
    </>
  );
}

/** Roles of all vocabularies, to be ticked. */
export function RolesPicker(props: RolesPickerProps) {
  const { t } = useTranslation('lms');
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={290} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={t('roles.pick')} title={t('roles.pick')} onClick={() => setOpened(!opened)}>
          <IconUserCog size={14} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>{opened && <Choices {...props} />}</Popover.Dropdown>
    </Popover>
  );
}
