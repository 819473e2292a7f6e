import { Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { type Dispatch, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type AdvantageSetup, offeredServicesSchema } from '../../../../protocol/models/advantage/launch.ts';
import type { MessagePreview } from '../../../../protocol/models/advantage/message.ts';
import { mayHaveScope, scopesOfServices } from '../../../../protocol/models/advantage/scopes.ts';
import type { Connection } from '../../../../protocol/models/connection.ts';
import type { Operation } from '../../../../protocol/models/contract.ts';
import { launchSetupOf } from '../../../../protocol/models/lti/launch-setup.ts';
import { useCommandQuery } from '../../../client/queries.ts';
import type { FormAction, FormState } from '../../try/form/form-state.ts';
import classes from './AdvantageForm.module.css';
import { ClaimsEditor } from './ClaimsEditor.tsx';
import { DeepLinkingFields } from './DeepLinkingFields.tsx';
import { setupOf } from './setup.ts';
import { WrongPicker } from './WrongPicker.tsx';

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

type PartProps = {
  connection: Connection;
  setup: AdvantageSetup;
  change: (part: Partial<AdvantageSetup>) => void;
};

function LaunchPart({ connection, setup, change }: PartProps) {
  const { t } = useTranslation('advantage');
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const registration = credentials.find(({ id }) => id === connection.credentialId);
  const deployments = [...new Set((registration?.publicParts.deploymentIds ?? '').split('\n').filter(Boolean))];
  const id = useId();
  return (
    <Section title={t('form.launch')}>
      <TextInput
        label={t('form.targetLinkUri')}
        description={t('form.targetLinkUriHelp', { url: connection.baseUrl })}
        value={setup.targetLinkUri}
        onChange={(event) => change({ targetLinkUri: event.currentTarget.value })}
        spellCheck={false}
      />
      {deployments.length > 1 && (
        <Select
          label={t('form.deployment')}
          data={deployments}
          value={setup.deploymentId ?? deployments[0] ?? null}
          onChange={(deploymentId) => change({ deploymentId })}
        />
      )}
      <div className={classes.line}>
        <span id={id}>{t('form.loginMethod')}</span>
        <SegmentedControl
          aria-labelledby={id}
          data={['GET', 'POST'] as const satisfies AdvantageSetup['loginMethod'][]}
          value={setup.loginMethod}
          onChange={(loginMethod) => change({ loginMethod })}
        />
      </div>
      {(['anonymous', 'storageTarget'] as const).map((name) => (
        <Checkbox
          key={name}
          label={t(`form.${name}`)}
          checked={setup[name]}
          onChange={(event) => change({ [name]: event.currentTarget.checked })}
        />
      ))}
      <Select
        label={t('form.migration')}
        description={t('form.migrationHelp')}
        placeholder={t('form.migrationNone')}
        data={credentials
          .filter(({ kind }) => kind === 'oauth-consumer')
          .map((one) => ({ value: one.id, label: one.name }))}
        value={setup.migration?.credentialId ?? null}
        onChange={(credentialId) => change({ migration: credentialId === null ? null : { credentialId } })}
        clearable
      />
    </Section>
  );
}

const noServices: AdvantageSetup['services'] = { namesRoles: false, grades: 'none', groups: false };

/** Scopes of the registration a connection uses; none where it may have all. */
function useRegisteredScopes({ credentialId }: Connection): readonly string[] {
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const registration = credentials.find(({ id }) => id === credentialId);
  return (registration?.publicParts.scopes ?? '').split('\n').filter(Boolean);
}

function ServicesPart({ connection, setup, change }: PartProps) {
  const { t } = useTranslation('advantage');
  const registered = useRegisteredScopes(connection);
  const missing = (scopes: readonly string[]) => {
    const names = scopes.filter((scope) => !mayHaveScope(registered, scope)).map((scope) => scope.replace(/^.*\//, ''));
    return names.length === 0 ? undefined : t('form.notRegistered', { scopes: names.join(', ') });
  };
  const { services } = setup;
  const offer = (part: Partial<AdvantageSetup['services']>) => change({ services: { ...services, ...part } });
  return (
    <Section title={t('form.services')}>
      {(['namesRoles', 'groups'] as const).map((name) => (
        <Checkbox
          key={name}
          label={t(`form.${name}`)}
          description={missing(scopesOfServices({ ...noServices, [name]: true }))}
          checked={services[name]}
          onChange={(event) => offer({ [name]: event.currentTarget.checked })}
        />
      ))}
      <Select
        label={t('form.grades')}
        description={missing(scopesOfServices({ ...noServices, grades: services.grades }))}
        data={offeredServicesSchema.shape.grades.options.map((value) => ({
          value,
          label: t(`form.gradesOf.${value}`),
        }))}
        value={services.grades}
        onChange={(value) => {
          const grades = offeredServicesSchema.shape.grades.safeParse(value).data;
          if (grades !== undefined) offer({ grades });
        }}
        allowDeselect={false}
      />
    </Section>
  );
}

function ReviewedPart({ setup, change }: Omit<PartProps, 'connection'>) {
  const { t } = useTranslation('advantage');
  const people = useCommandQuery('roster.list', {}).data?.people ?? [];
  return (
    <Select
      label={t('form.reviewed')}
      data={people.map(({ id, fullName }) => ({ value: id, label: fullName }))}
      value={setup.reviewedPersonId ?? people.find(({ roles }) => roles === 'Learner')?.id ?? null}
      onChange={(reviewedPersonId) => change({ reviewedPersonId })}
      searchable
    />
  );
}

type AdvantageFormProps = {
  connection: Connection;
  operation: Operation;
  form: FormState;
  dispatch: Dispatch<FormAction>;
  message: MessagePreview | undefined;
};

/** The form of a launch of LTI 1.3: where it goes, what it offers, which claims are changed, and what is done wrong. */
export function AdvantageForm({ connection, operation, form, dispatch, message }: AdvantageFormProps) {
  const { t } = useTranslation('advantage');
  const setup = setupOf(form.launchSetup);
  const change = (part: Partial<AdvantageSetup>) =>
    dispatch({
      type: 'choose',
      part: { launchSetup: launchSetupOf({ ...form.launchSetup, advantage: { ...setup, ...part } }) },
    });
  const messageType = operation.lti?.messageType;
  const parts = { connection, setup, change };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => event.preventDefault()}
      aria-label={t('form.label', { operation: operation.title })}
    >
      {messageType === 'LtiSubmissionReviewRequest' && <ReviewedPart {...parts} />}
      {messageType === 'LtiDeepLinkingRequest' && (
        <Section title={t('form.deepLinking')}>
          <DeepLinkingFields settings={setup.deepLinking} onChange={(deepLinking) => change({ deepLinking })} />
        </Section>
      )}
      <Section title={t('wrong.title')}>
        <WrongPicker setup={setup} change={change} />
      </Section>
      <Section title={t('claims.title')}>
        <ClaimsEditor text={setup.claims} onChange={(claims) => change({ claims })} message={message} />
      </Section>
      <ServicesPart {...parts} />
      <LaunchPart {...parts} />
    </form>
  );
}
