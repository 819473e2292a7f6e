import { Button, Group, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type RegistrationSheet as Sheet,
  type SheetExport,
  type SheetFormat,
  sheetFormatSchema,
} from '../../../protocol/models/advantage/registration.ts';
import { allServiceScopes } from '../../../protocol/models/advantage/scopes.ts';
import { callHost } from '../../client/bridge.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatMoment } from '../../ui/format.ts';
import { indented } from '../../ui/json-text.ts';
import { notifyProblem } from '../../ui/notify.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SaveButton } from '../../ui/SaveButton.tsx';
import classes from './Registrations.module.css';
import { RotateKeyButton } from './RotateKey.tsx';

function Value({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation('registrations');
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        <CopyButton text={value} label={t('sheet.copy', { what: name })} />
      </dd>
    </div>
  );
}

function Values({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation('registrations');
  const { addresses, clientId, deploymentIds, scopes } = sheet;
  return (
    <dl className={classes.values} aria-label={t('sheet.values')}>
      <Value name={t('sheet.issuer')} value={addresses.issuer} />
      <Value name={t('sheet.clientId')} value={clientId} />
      {deploymentIds.map((id, index) => (
        <Value
          key={id}
          name={deploymentIds.length === 1 ? t('sheet.deploymentId') : t('sheet.deploymentIdOf', { number: index + 1 })}
          value={id}
        />
      ))}
      <Value name={t('sheet.authorization')} value={addresses.authorization} />
      <Value name={t('sheet.token')} value={addresses.token} />
      <Value name={t('sheet.keySet')} value={addresses.keySet} />
      <Value name={t('sheet.openidConfiguration')} value={addresses.openidConfiguration} />
      <Value name={t('sheet.scopes')} value={(scopes.length === 0 ? allServiceScopes : scopes).join(' ')} />
    </dl>
  );
}

function Keys({ sheet }: { sheet: Sheet }) {
  const { t, i18n } = useTranslation('registrations');
  return (
    <section aria-label={t('sheet.keys')} className={classes.keys}>
      <h3>{t('sheet.keys')}</h3>
      {sheet.keys.map(({ kid, jwk, pem, status, until }) => (
        <article key={kid} className={classes.key} aria-label={kid}>
          <p>
            <code>{kid}</code>
            <span className={classes.dim}>
              {status === 'current' && t('sheet.keyCurrent')}
              {status === 'previous' && until === null && t('sheet.keyPrevious')}
              {until !== null && t('sheet.keyUntil', { when: formatMoment(until, i18n.language) })}
            </span>
          </p>
          <details>
            <summary>{t('sheet.pem')}</summary>
            <CodeBlock text={pem.trim()} label={t('sheet.pem')} copyLabel={t('sheet.copyPem')} />
          </details>
          <details>
            <summary>{t('sheet.jwk')}</summary>
            <CodeBlock text={indented(jwk)} label={t('sheet.jwk')} copyLabel={t('sheet.copyJwk')} />
          </details>
        </article>
      ))}
      <div className={classes.keysFoot}>
        <SaveButton
          label={t('sheet.saveKeySet')}
          file={{
            title: t('sheet.formats.key-set'),
            name: 'jwks.json',
            extensions: ['json'],
            content: { as: 'text', text: `${sheet.keySet}\n` },
          }}
        />
        <RotateKeyButton sheet={sheet} />
      </div>
    </section>
  );
}

function fileOf({ fileName, text }: SheetExport, title: string) {
  const extension = /\.([a-z0-9]+)$/.exec(fileName)?.[1] ?? 'txt';
  return { title, name: fileName, extensions: [extension], content: { as: 'text', text } as const };
}

function HandOn({ id }: { id: string }) {
  const { t } = useTranslation('registrations');
  const [format, setFormat] = useState<SheetFormat>('message');
  const made = useCommandQuery('registrations.export', { id, format }, { keepPrevious: true });
  const copy = (text: string) => {
    callHost('host.copyText', { text })
      .then(() => notifications.show({ message: t('sheet.copied'), color: 'green' }))
      .catch(notifyProblem);
  };
  return (
    <section aria-label={t('sheet.handOn')} className={classes.handOn}>
      <h3>{t('sheet.handOn')}</h3>
      <SegmentedControl
        aria-label={t('sheet.format')}
        className={classes.formats ?? ''}
        data={sheetFormatSchema.options.map((value) => ({ value, label: t(`sheet.formats.${value}`) }))}
        value={format}
        onChange={setFormat}
      />
      {made.error && <ErrorAlert error={made.error} />}
      {made.data && (
        <>
          <CodeBlock text={made.data.text} label={t('sheet.preview', { file: made.data.fileName })} />
          <Group gap="sm">
            <Button
              variant="default"
              leftSection={<IconCopy size={14} aria-hidden />}
              onClick={() => copy(made.data.text)}
            >
              {t('sheet.copyText')}
            </Button>
            <SaveButton file={fileOf(made.data, t(`sheet.formats.${format}`))} />
          </Group>
        </>
      )}
    </section>
  );
}

/** Everything the administrator of a tool has to be told of this platform, to copy, to save and to hand on. */
export function RegistrationSheet({ credentialId }: { credentialId: string }) {
  const { t } = useTranslation('registrations');
  const sheet = useCommandQuery('registrations.sheet', { id: credentialId });
  return (
    <section className={classes.sheet} aria-label={t('sheet.title')}>
      <h2>{t('sheet.title')}</h2>
      <p className={classes.dim}>{t('sheet.text')}</p>
      {sheet.error && <ErrorAlert error={sheet.error} onRetry={() => void sheet.refetch()} />}
      {sheet.data && (
        <>
          {sheet.data.addresses.takenPort !== null && (
            <p className={classes.warn}>{t('sheet.takenPort', { port: sheet.data.addresses.takenPort })}</p>
          )}
          <Values sheet={sheet.data} />
          <p className={classes.dim}>{t('sheet.reach')}</p>
          <Keys sheet={sheet.data} />
          <HandOn id={credentialId} />
        </>
      )}
    </section>
  );
}
