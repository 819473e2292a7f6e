import { Button, Group, Text } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../../ui/SecretInput.tsx';
import { generatedBits, generateSecret } from '../generate.ts';
import { StrayWarning } from '../StrayWarning.tsx';
import type { FieldProps } from './field-props.ts';

type SecretName = 'secret' | 'apiToken' | 'secretKey' | 'token' | 'password' | 'passphrase';

/** Secrets a credential may do without. */
const optional: readonly SecretName[] = ['apiToken', 'passphrase'];

/** One secret in one line: what blanks it picked up is shown, and a shared one can be generated. */
export function SecretField({ field, form, errors, isNew, change }: FieldProps & { field: SecretName }) {
  const { t } = useTranslation('credentials');
  const [generated, setGenerated] = useState(false);
  const value = form[field];
  const set = (next: string) => change({ [field]: next });
  const canGenerate = field === 'secret';
  const error = errors[field] ? (field === 'passphrase' ? t('form.missing.other') : t(`form.missing.${field}`)) : null;
  return (
    <div>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <SecretInput
          flex={1}
          label={t(`parts.${field}`)}
          description={t(`form.help.${field}`)}
          placeholder={isNew ? undefined : t('form.unchanged')}
          value={value}
          required={isNew && !optional.includes(field)}
          onChange={(event) => {
            set(event.currentTarget.value);
            setGenerated(false);
          }}
          error={error}
        />
        {canGenerate && (
          <Button
            variant="default"
            leftSection={<IconSparkles size={13} aria-hidden />}
            mb={error ? 20 : 0}
            onClick={() => {
              set(generateSecret((bytes) => crypto.getRandomValues(bytes)));
              setGenerated(true);
            }}
          >
            {t('form.generate')}
          </Button>
        )}
      </Group>
      {generated && (
        <Text fz="xs" c="var(--cs-ok)" mt={4} role="status">
          {t('form.generated', { characters: value.length, bits: generatedBits })}
        </Text>
      )}
      <StrayWarning text={value} label={t(`parts.${field}`)} onTrim={set} />
    </div>
  );
}
