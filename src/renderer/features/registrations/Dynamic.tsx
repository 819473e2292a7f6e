import { Button, Checkbox, Group, SegmentedControl, TextInput } from '@mantine/core';
import { IconAppWindow, IconBrowserOff } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DynamicRegistration } from '../../../protocol/models/advantage/registration.ts';
import type { LaunchMode } from '../../../protocol/models/exchanges/exchange.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { usePlacement } from '../try/launch/use-placement.ts';
import { Calls } from './Calls.tsx';
import { emptyForm, type RegistrationErrors, type RegistrationForm } from './form.ts';
import { ReadingNotes } from './ReadingNotes.tsx';
import { NameAndEnvironment } from './RegistrationFields.tsx';
import classes from './Registrations.module.css';

export type Registered = { credentialId: string; connectionId: string; name: string };

function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

type StartProps = { onStarted: (id: string) => void };

function Start({ onStarted }: StartProps) {
  const { t } = useTranslation('registrations');
  const begin = useCommandMutation('registrations.begin');
  const [url, setUrl] = useState('');
  const [withToken, setWithToken] = useState(true);
  const [mode, setMode] = useState<LaunchMode>('iframe');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = url.trim();
    if (!isWebAddress(given)) return setWrong(true);
    begin
      .mutateAsync({ url: given, withToken, mode })
      .then(({ id }) => onStarted(id))
      .catch(() => undefined);
  };
  return (
    <form onSubmit={submit} className={classes.start} noValidate aria-label={t('ways.dynamic')}>
      <TextInput
        label={t('dynamic.url')}
        description={t('dynamic.urlHelp')}
        value={url}
        onChange={(event) => {
          setWrong(false);
          setUrl(event.currentTarget.value);
        }}
        error={wrong ? t('dynamic.urlError') : null}
        placeholder="https://"
        spellCheck={false}
        autoComplete="off"
        required
      />
      <Group gap="lg" align="flex-end">
        <div>
          <span className={classes.label} id="registration-mode">
            {t('dynamic.mode')}
          </span>
          <SegmentedControl
            aria-labelledby="registration-mode"
            data={(['iframe', 'window'] as const).map((value) => ({ value, label: t(`dynamic.modes.${value}`) }))}
            value={mode}
            onChange={setMode}
          />
        </div>
        <Checkbox
          label={t('dynamic.token')}
          description={t('dynamic.tokenHelp')}
          checked={withToken}
          onChange={(event) => setWithToken(event.currentTarget.checked)}
        />
        <Button type="submit" loading={begin.isPending}>
          {t('dynamic.start')}
        </Button>
      </Group>
      {begin.error && <ErrorAlert error={begin.error} />}
    </form>
  );
}

/** The place the tool's page is laid over. */
function Page({ registration }: { registration: DynamicRegistration }) {
  const { t } = useTranslation('registrations');
  const area = useRef<HTMLDivElement>(null);
  const placement = usePlacement(registration.id, area, `${registration.state} ${registration.hops.length}`);
  const address = registration.hops.at(-1)?.url ?? registration.url;
  return (
    <div className={classes.page}>
      <div className={classes.address}>
        <IconAppWindow size={14} aria-hidden />
        <code>{address}</code>
      </div>
      <section ref={area} className={classes.area} aria-label={t('dynamic.page')} data-placement={placement}>
        {placement === 'gone' && <EmptyState icon={IconBrowserOff} title={t('dynamic.gone')} />}
        {placement === 'covered' && <EmptyState icon={IconAppWindow} title={t('dynamic.covered')} />}
      </section>
    </div>
  );
}

function Pages({ hops }: Pick<DynamicRegistration, 'hops'>) {
  const { t } = useTranslation('registrations');
  if (hops.length === 0) return null;
  return (
    <details className={classes.call}>
      <summary>{t('dynamic.pages')}</summary>
      <ol>
        {hops.map((hop) => (
          <li key={hop.index}>
            <code>
              {hop.method} {hop.url} → {hop.failure?.reason ?? hop.status ?? '…'}
            </code>
          </li>
        ))}
      </ol>
    </details>
  );
}

type UnderWayProps = {
  registration: DynamicRegistration;
  onRegistered: (made: Registered) => void;
  onDiscard: () => void;
};

function UnderWay({ registration, onRegistered, onDiscard }: UnderWayProps) {
  const { t } = useTranslation('registrations');
  const confirm = useCommandMutation('registrations.confirm');
  const { id, result, state } = registration;
  const [form, setForm] = useState<RegistrationForm>(emptyForm);
  const [errors, setErrors] = useState<RegistrationErrors>({});
  const named = { ...form, name: form.name === '' ? (result?.reading.tool.name ?? '') : form.name };
  const keep = () => {
    if (named.name.trim() === '') return setErrors({ name: '' });
    const { name, environment } = named;
    confirm
      .mutateAsync({ id, name, environment })
      .then((made) => onRegistered({ ...made, name }))
      .catch(() => undefined);
  };
  return (
    <div className={classes.underWay}>
      <div className={classes.stateLine}>
        <p role="status" data-state={state}>
          {t(`dynamic.state.${state}`)} {registration.closedByTool && t('dynamic.closedByTool')}
        </p>
        <Button variant="default" onClick={onDiscard}>
          {result === null ? t('dynamic.again') : t('dynamic.stop')}
        </Button>
      </div>
      {result && (
        <section className={classes.result} aria-label={t('dynamic.result')}>
          <NameAndEnvironment
            form={named}
            errors={errors}
            change={(part) => {
              setErrors({});
              setForm({ ...form, ...part });
            }}
          />
          <ReadingNotes notes={result.reading.notes} />
          {confirm.error && <ErrorAlert error={confirm.error} />}
          <Group justify="flex-end">
            <Button loading={confirm.isPending} onClick={keep}>
              {t('dynamic.keep')}
            </Button>
          </Group>
        </section>
      )}
      {state === 'waiting' && <Page registration={registration} />}
      <Calls calls={registration.calls} />
      <Pages hops={registration.hops} />
    </div>
  );
}

type DynamicProps = { id: string | null; onId: (id: string | null) => void; onRegistered: (made: Registered) => void };

/** Registration by the tool itself: its page, its requests, and what it registered. */
export function Dynamic({ id, onId, onRegistered }: DynamicProps) {
  const progress = useCommandQuery(
    'registrations.progress',
    { id: id ?? '-' },
    { enabled: id !== null, keepPrevious: true },
  );
  const abandon = useCommandMutation('registrations.abandon');
  const discard = () => {
    if (id !== null) abandon.mutate({ id });
    onId(null);
  };
  if (id === null) return <Start onStarted={onId} />;
  if (progress.error) {
    return (
      <>
        <ErrorAlert error={progress.error} />
        <Start onStarted={onId} />
      </>
    );
  }
  if (!progress.data) return null;
  return <UnderWay key={id} registration={progress.data} onRegistered={onRegistered} onDiscard={discard} />;
}
