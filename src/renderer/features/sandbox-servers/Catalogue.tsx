import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/CopyButton.tsx';
import classes from './Catalogue.module.css';
import { filteredBehaviours, type ListedBehaviour, triggerText } from './catalogue.ts';

function Behaviour({ behaviour, origin }: { behaviour: ListedBehaviour; origin: string }) {
  const { t } = useTranslation('sandbox');
  const { title, sees, rows, needs, trigger } = behaviour;
  const address = behaviour.address(origin);
  return (
    <li className={classes.behaviour}>
      <div className={classes.words}>
        <strong>{title}</strong>
        <span className={classes.sees}>{sees}</span>
        {trigger && <span className={classes.sees}>{t('catalogue.trigger', { trigger: triggerText(trigger) })}</span>}
        {needs.length > 0 && (
          <span className={classes.sees}>
            {t('catalogue.needs', { needs: needs.map((need) => t(`catalogue.need.${need}`)).join(', ') })}
          </span>
        )}
        <code data-selectable>{behaviour.id}</code>
      </div>
      <span className={classes.rows}>{rows.join(' ')}</span>
      <CopyButton text={address} label={t('catalogue.copy', { title })} />
    </li>
  );
}

/** Everything the misbehaving tool at `origin` can do wrong, with the address to launch. */
export function Catalogue({ origin }: { origin: string }) {
  const { t } = useTranslation('sandbox');
  const [filter, setFilter] = useState('');
  const groups = filteredBehaviours(filter);
  return (
    <section className={classes.catalogue} aria-label={t('catalogue.title')}>
      <div className={classes.head}>
        <div>
          <h2>{t('catalogue.title')}</h2>
          <p className={classes.sees}>{t('catalogue.lead')}</p>
        </div>
        <TextInput
          className={classes.filter}
          aria-label={t('catalogue.filter')}
          placeholder={t('catalogue.filterPlaceholder')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
      </div>
      <div className={classes.list}>
        {groups.length === 0 && <p role="status">{t('catalogue.none')}</p>}
        {groups.map(({ group, entries }) => (
          <section key={group} aria-label={t(`catalogue.groups.${group}`)}>
            <h3>{t(`catalogue.groups.${group}`)}</h3>
            <ul>
              {entries.map((behaviour) => (
                <Behaviour key={behaviour.id} behaviour={behaviour} origin={origin} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}
