import { Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { HandOn } from './HandOn.tsx';
import { SecretPanel } from './SecretPanel.tsx';
import classes from './StoreSetup.module.css';
import { firstSetup, loadSetup, readSetup, type SetupForm, saveSetup } from './setup.ts';

/** The setup screen of a digital store: what an institution needs to connect with it, ready to hand on. */
export function StoreSetupSection({ connection }: { connection: Connection }) {
  const { t } = useTranslation('store');
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const credential = credentials.find(({ id }) => id === connection.credentialId) ?? null;
  const [typed, setTyped] = useState(() => loadSetup(window.localStorage, connection.id));
  const [secret, setSecret] = useState<string | null>(null);
  const form: SetupForm = { ...firstSetup(connection, credential), ...typed };
  const setup = readSetup(form);
  const set = (part: Partial<SetupForm>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    saveSetup(window.localStorage, connection.id, next);
  };
  return (
    <section className={classes.section} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className={classes.dim}>{t('text')}</p>
      <TextInput label={t('name')} value={form.name} onChange={(event) => set({ name: event.currentTarget.value })} />
      <TextInput
        label={t('url')}
        value={form.url}
        spellCheck={false}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
      <TextInput
        label={t('consumerKey')}
        description={t('consumerKeyHelp')}
        value={form.consumerKey}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => set({ consumerKey: event.currentTarget.value })}
      />
      <SecretPanel connection={connection} credential={credential} setup={setup} secret={secret} onSecret={setSecret} />
      <Radio.Group
        label={t('access')}
        size="xs"
        value={form.access}
        onChange={(value) => set({ access: value === 'plan' ? 'plan' : 'full' })}
      >
        <div className={classes.access}>
          <Radio size="xs" value="full" label={t('full')} />
          <Radio size="xs" value="plan" label={t('plan')} />
          {form.access === 'plan' && (
            <TextInput
              aria-label={t('planName')}
              placeholder={t('planName')}
              value={form.plan}
              onChange={(event) => set({ plan: event.currentTarget.value })}
            />
          )}
        </div>
      </Radio.Group>
      {setup ? (
        <HandOn setup={setup} credential={credential} secret={secret} />
      ) : (
        <p className={classes.dim}>{t('incomplete')}</p>
      )}
    </section>
  );
}
