import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StrayWarning } from '../StrayWarning.tsx';
import type { FieldProps } from './field-props.ts';

type TextName = 'consumerKey' | 'username' | 'issuer' | 'clientId' | 'loginUrl' | 'keySetUrl';

/** A public part in one line. */
export function TextPart({
  field,
  form,
  errors,
  change,
  required = false,
}: FieldProps & { field: TextName; required?: boolean }) {
  const { t } = useTranslation('credentials');
  return (
    <div>
      <TextInput
        label={t(`parts.${field}`)}
        description={t(`form.help.${field}`)}
        value={form[field]}
        onChange={(event) => change({ [field]: event.currentTarget.value })}
        error={errors[field] && t(`form.missing.${field}`)}
        autoComplete="off"
        spellCheck={false}
        required={required}
      />
      <StrayWarning text={form[field]} label={t(`parts.${field}`)} onTrim={(text) => change({ [field]: text })} />
    </div>
  );
}
