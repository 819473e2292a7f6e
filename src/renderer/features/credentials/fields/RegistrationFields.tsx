import { Checkbox, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { allServiceScopes } from '../../../../protocol/models/advantage/scopes.ts';
import type { FieldProps } from './field-props.ts';
import { PemField } from './PemField.tsx';
import { TextPart } from './TextPart.tsx';

type ListPartProps = FieldProps & { field: 'deploymentIds' | 'redirectUris' | 'scopes'; suggested?: readonly string[] };

function ListPart({ field, form, errors, change, suggested = [] }: ListPartProps) {
  const { t } = useTranslation('credentials');
  return (
    <TagsInput
      label={t(`parts.${field}`)}
      description={t(`form.help.${field}`)}
      data={[...suggested]}
      value={[...form[field]]}
      onChange={(entries) => change({ [field]: entries })}
      error={errors[field] && t(field === 'deploymentIds' ? 'form.missing.other' : `form.missing.${field}`)}
    />
  );
}

/** An LTI 1.3 registration: what platform and tool know of each other, and the own key. */
export function RegistrationFields(props: FieldProps) {
  const { t } = useTranslation('credentials');
  const { form, errors, isNew, change } = props;
  const wrong = (field: 'keySet' | 'privateKey') => (errors[field] ? t('form.missing.other') : undefined);
  return (
    <>
      <TextPart {...props} field="issuer" required />
      <TextPart {...props} field="clientId" required />
      <ListPart {...props} field="deploymentIds" />
      <TextPart {...props} field="loginUrl" />
      <ListPart {...props} field="redirectUris" />
      <TextPart {...props} field="keySetUrl" />
      <PemField
        label={t('parts.keySet')}
        description={t('form.help.keySet')}
        placeholder={'{"keys": […]}'}
        value={form.keySet}
        onChange={(keySet) => change({ keySet })}
        error={wrong('keySet')}
      />
      <ListPart {...props} field="scopes" suggested={allServiceScopes} />
      <PemField
        label={t('parts.privateKey')}
        description={isNew ? t('form.help.privateKeyNew') : t('form.help.privateKey')}
        placeholder={isNew ? undefined : t('form.unchanged')}
        value={form.privateKey}
        onChange={(privateKey) => change({ privateKey, generateKey: false })}
        error={wrong('privateKey')}
        secret
      />
      {!isNew && (
        <Checkbox
          label={t('form.newKey')}
          description={t('form.newKeyHelp')}
          checked={form.generateKey}
          onChange={(event) => change({ generateKey: event.currentTarget.checked, privateKey: '' })}
        />
      )}
    </>
  );
}
