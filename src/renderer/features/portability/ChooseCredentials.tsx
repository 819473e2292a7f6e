import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import classes from './Portability.module.css';

type Props = {
  credentials: readonly Credential[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
};

/** Which credentials go into a file. */
export function ChooseCredentials({ credentials, chosen, onChange }: Props) {
  const { t } = useTranslation('portability');
  const { t: words } = useTranslation('credentials');
  const all = chosen.size === credentials.length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className={classes.choose} aria-label={t('export.which')}>
      <Checkbox
        className={classes.chooseAll}
        label={t('export.all', { count: credentials.length })}
        checked={all && credentials.length > 0}
        indeterminate={!all && chosen.size > 0}
        onChange={() => onChange(all ? new Set() : new Set(credentials.map(({ id }) => id)))}
      />
      <div className={classes.chooseList}>
        <VirtualList items={credentials} label={t('export.which')} rowHeight={() => 28} itemKey={({ id }) => id}>
          {({ id, name, kind }) => (
            <Checkbox
              className={classes.chooseRow}
              label={
                <span className={classes.chooseLabel}>
                  <span>{name}</span>
                  <span className={classes.dim}>{words(`kinds.${kind}`)}</span>
                </span>
              }
              checked={chosen.has(id)}
              onChange={() => toggle(id)}
            />
          )}
        </VirtualList>
      </div>
    </fieldset>
  );
}
