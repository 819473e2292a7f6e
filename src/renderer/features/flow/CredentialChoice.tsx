import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CredentialChoice as Choice } from './flow-state.ts';

type CredentialChoiceProps = {
  choices: readonly Choice[];
  /** Host the values are sent to. */
  host: string;
  chosen: string | null;
  onChoose: (credentialId: string | null) => void;
};

const typed = '';

/** Where consumer key and secret come from: typed, or out of the vault, where they stay. */
export function CredentialChoice({ choices, host, chosen, onChoose }: CredentialChoiceProps) {
  const { t } = useTranslation('flow');
  const refused = chosen === null && choices.some(({ allowed }) => !allowed);
  return (
    <Select
      size="xs"
      label={t('credential')}
      description={refused ? t('credentialNotAllowedHelp', { host }) : t('credentialHelp')}
      data={[
        { value: typed, label: t('credentialTyped') },
        ...choices.map(({ id, name, allowed }) => ({
          value: id,
          label: allowed ? name : t('credentialNotAllowed', { name, host }),
          disabled: !allowed,
        })),
      ]}
      value={chosen ?? typed}
      onChange={(value) => onChoose(value === null || value === typed ? null : value)}
      allowDeselect={false}
    />
  );
}
