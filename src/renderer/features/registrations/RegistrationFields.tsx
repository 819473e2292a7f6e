import { Fieldset, SegmentedControl, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { allServiceScopes } from '../../../protocol/models/advantage/scopes.ts';
import { environmentSchema } from '../../../protocol/models/connection.ts';
import type { RegistrationErrors, RegistrationForm } from './form.ts';
import classes from './Registrations.module.css';

export type FieldsProps = {
  form: RegistrationForm;
  errors: RegistrationErrors;
  change: (part: Partial<RegistrationForm>) => void;
};

type LineField = 'loginUrl' | 'targetLinkUri' | 'keySetUrl' | 'issuer' | 'clientId';

function Line({
  field,
  form,
  errors,
  change,
  required = false,
}: FieldsProps & { field: LineField; required?: boolean }) {
  const { t } = useTranslation('registrations');
  return (
    <TextInput
      label={t(`form.${field}`)}
      description={t(`form.${field}Help`)}
      value={form[field]}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
      error={errors[field] === undefined ? null : t(`errors.${field}`)}
      required={required}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

type ListField = 'redirectUris' | 'deploymentIds' | 'scopes';

function List({
  field,
  form,
  errors,
  change,
  required = false,
  suggested = [],
}: FieldsProps & { field: ListField; required?: boolean; suggested?: readonly string[] }) {
  const { t } = useTranslation('registrations');
  return (
    <TagsInput
      label={t(`form.${field}`)}
      description={t(`form.${field}Help`)}
      data={[...suggested]}
      value={[...form[field]]}
      onChange={(entries) => change({ [field]: entries })}
      error={errors[field] === undefined ? null : t(`errors.${field}`)}
      splitChars={[' ', ',']}
      acceptValueOnBlur
      required={required}
    />
  );
}

export function NameAndEnvironment({ form, errors, change }: FieldsProps) {
  const { t } = useTranslation('registrations');
  const { t: common } = useTranslation();
  return (
    <div className={classes.nameRow}>
      <TextInput
        label={t('form.name')}
        placeholder={t('form.namePlaceholder')}
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errors.name === undefined ? null : t('errors.name')}
        autoComplete="off"
        required
      />
      <div>
        <span className={classes.label} id="registration-environment">
          {t('form.environment')}
        </span>
        <SegmentedControl
          aria-labelledby="registration-environment"
          data={environmentSchema.options.map((value) => ({ value, label: common(`environment.${value}`) }))}
          value={form.environment}
          onChange={(environment) => change({ environment })}
        />
      </div>
    </div>
  );
}

/** What a platform has to know of a tool. */
export function RegistrationFields(props: FieldsProps) {
  const { t } = useTranslation('registrations');
  const { form, errors, change } = props;
  return (
    <>
      <NameAndEnvironment {...props} />
      <Line {...props} field="loginUrl" required />
      <Line {...props} field="targetLinkUri" required />
      <List {...props} field="redirectUris" required />
      <Line {...props} field="keySetUrl" />
      <Textarea
        label={t('form.keySet')}
        description={t('form.keySetHelp')}
        value={form.keySet}
        onChange={(event) => change({ keySet: event.currentTarget.value })}
        error={errors.keySet === undefined ? null : errors.keySet || t('errors.keySet')}
        placeholder="-----BEGIN PUBLIC KEY-----"
        classNames={{ input: classes.code ?? '' }}
        autoComplete="off"
        spellCheck={false}
        rows={3}
      />
      <List {...props} field="scopes" suggested={allServiceScopes} />
      <Textarea
        label={t('form.custom')}
        description={t('form.customHelp')}
        value={form.custom}
        onChange={(event) => change({ custom: event.currentTarget.value })}
        error={errors.custom === undefined ? null : t('errors.custom', { line: errors.custom })}
        placeholder="course=$Context.id"
        classNames={{ input: classes.code ?? '' }}
        spellCheck={false}
        rows={2}
      />
      <Fieldset legend={t('form.more')} className={classes.more ?? ''}>
        <Line {...props} field="issuer" />
        <Line {...props} field="clientId" />
        <List {...props} field="deploymentIds" />
      </Fieldset>
    </>
  );
}
