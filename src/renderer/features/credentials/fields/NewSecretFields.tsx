import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CertificateFields } from './CertificateFields.tsx';
import type { FieldProps } from './field-props.ts';
import { KeyFields } from './KeyFields.tsx';
import { PemField } from './PemField.tsx';

/** What is entered when the secrets of a credential change: a registration gets a key of its own making unless one is pasted. */
export function NewSecretFields(props: FieldProps) {
  const { t } = useTranslation('credentials');
  const { form, errors, change } = props;
  if (form.kind === 'client-certificate') return <CertificateFields {...props} />;
  if (form.kind !== 'lti-registration') return <KeyFields {...props} />;
  return (
    <>
      <Checkbox
        label={t('form.newKey')}
        description={t('form.newKeyAfterwards')}
        checked={form.generateKey}
        onChange={(event) => change({ generateKey: event.currentTarget.checked, privateKey: '' })}
      />
      {!form.generateKey && (
        <PemField
          label={t('parts.privateKey')}
          description={t('form.help.privateKey')}
          value={form.privateKey}
          onChange={(privateKey) => change({ privateKey })}
          error={errors.privateKey && t('form.missing.other')}
          secret
        />
      )}
    </>
  );
}
