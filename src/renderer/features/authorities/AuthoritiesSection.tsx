import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconCertificate, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Authorities, Authority } from '../../../protocol/models/authority.ts';
import { callHost } from '../../client/bridge.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { Section } from '../settings/Section.tsx';
import classes from './Authorities.module.css';
import { RemoveAuthority } from './RemoveAuthority.tsx';

function Facts({ authority }: { authority: Authority }) {
  const { t } = useTranslation('authorities');
  const over = Date.parse(authority.validTo) < Date.now();
  return (
    <div className={classes.text}>
      <strong>{authority.subject}</strong>
      <p className={classes.note} data-over={over}>
        {t(over ? 'expired' : 'expires', { day: authority.validTo.slice(0, 10) })}
      </p>
      <code>{authority.fingerprint}</code>
    </div>
  );
}

function Added({ added, onRemove }: { added: readonly Authority[]; onRemove: (authority: Authority) => void }) {
  const { t } = useTranslation('authorities');
  if (added.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('list')}>
      {added.map((authority) => (
        <li key={authority.fingerprint}>
          <Facts authority={authority} />
          <ActionIcon aria-label={t('remove', { subject: authority.subject })} onClick={() => onRemove(authority)}>
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

function Others({ system, sandbox }: Pick<Authorities, 'system' | 'sandbox'>) {
  const { t } = useTranslation('authorities');
  const use = useCommandMutation('authorities.use');
  return (
    <div className={classes.others}>
      <Switch
        checked={system.used}
        disabled={system.count === null && !system.used}
        label={system.count === null ? t('systemUnknown') : t('system', { count: system.count })}
        description={t('systemText')}
        onChange={({ currentTarget }) => use.mutate({ system: currentTarget.checked })}
      />
      <Switch
        checked={sandbox.used}
        label={t('sandbox')}
        description={t(sandbox.current === null ? 'sandboxStopped' : 'sandboxText')}
        onChange={({ currentTarget }) => use.mutate({ sandbox: currentTarget.checked })}
      />
      {sandbox.used && sandbox.current !== null && <Facts authority={sandbox.current} />}
      {use.error && <ErrorAlert error={use.error} />}
    </div>
  );
}

/** Whom requests and launches believe beside the authorities that come along. */
export function AuthoritiesSection() {
  const { t } = useTranslation('authorities');
  const authorities = useCommandQuery('authorities.list', {});
  const add = useCommandMutation('authorities.add');
  const [error, setError] = useState<unknown>(null);
  const [removing, setRemoving] = useState<Authority | null>(null);
  const choose = async () => {
    setError(null);
    try {
      const file = await callHost('host.openTextFile', { title: t('choose'), extensions: ['pem', 'crt', 'cer'] });
      if (file) await add.mutateAsync({ pem: file.text });
    } catch (caught) {
      setError(caught);
    }
  };
  const failure = error ?? authorities.error;
  return (
    <Section
      title={t('title')}
      text={t('text')}
      action={
        <Button
          variant="default"
          leftSection={<IconCertificate size={14} aria-hidden />}
          loading={add.isPending}
          onClick={choose}
        >
          {t('add')}
        </Button>
      }
    >
      {failure != null && <ErrorAlert error={failure} />}
      {authorities.data && (
        <>
          <Added added={authorities.data.added} onRemove={setRemoving} />
          <Others system={authorities.data.system} sandbox={authorities.data.sandbox} />
        </>
      )}
      {removing && <RemoveAuthority authority={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}
