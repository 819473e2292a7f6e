import { Button, FileButton, Group, Input, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from './field-props.ts';
import { PemField } from './PemField.tsx';
import { SecretField } from './SecretField.tsx';

/** Bytes of the largest PKCS #12 file that is read. */
const largestFile = 512 * 1024;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function Pkcs12File({ change }: Pick<FieldProps, 'change'>) {
  const { t } = useTranslation('credentials');
  const [told, setTold] = useState<{ text: string; bad: boolean } | null>(null);
  const take = async (file: File | null) => {
    if (file === null) return;
    const { name } = file;
    if (file.size > largestFile) {
      setTold({ text: t('form.fileTooLarge', { name, limit: largestFile / 1024 }), bad: true });
      return;
    }
    const pkcs12 = toBase64(new Uint8Array(await file.arrayBuffer()));
    change({ pkcs12, certificate: '', privateKey: '' });
    setTold({ text: t('form.chosenFile', { name }), bad: false });
  };
  return (
    <Input.Wrapper label={t('parts.pkcs12')} description={t('form.help.pkcs12')} labelElement="div">
      <Group gap="xs">
        <FileButton accept=".p12,.pfx,application/x-pkcs12" onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFile size={13} aria-hidden />}>
              {t('form.chooseFile')}
            </Button>
          )}
        </FileButton>
        {told && (
          <Text fz="xs" c={told.bad ? 'var(--cs-bad)' : 'var(--cs-ok)'} role="status">
            {told.text}
          </Text>
        )}
      </Group>
    </Input.Wrapper>
  );
}

/** A client certificate: in PEM with its key, or a PKCS #12 file. */
export function CertificateFields(props: FieldProps) {
  const { t } = useTranslation('credentials');
  const { form, errors, isNew, change } = props;
  return (
    <>
      <PemField
        label={t('parts.certificate')}
        description={t('form.help.certificatePem')}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={form.certificate}
        onChange={(certificate) => change({ certificate, pkcs12: '' })}
        error={errors.certificate && t('form.missing.certificate')}
      />
      <PemField
        label={t('parts.privateKey')}
        description={t('form.help.certificateKey')}
        placeholder={isNew ? undefined : t('form.unchanged')}
        value={form.privateKey}
        onChange={(privateKey) => change({ privateKey, pkcs12: '' })}
        error={errors.privateKey && t('form.missing.privateKey')}
        secret
      />
      <Pkcs12File change={change} />
      <SecretField {...props} field="passphrase" />
    </>
  );
}
