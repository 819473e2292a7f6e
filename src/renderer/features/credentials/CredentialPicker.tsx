import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Credential } from '../../../protocol/models/vault.ts';
import { useCommandQuery } from '../../client/queries.ts';

type Props = {
  /** Only credentials of this kind fit; `null` while no contract is chosen. */
  kind: Credential['kind'] | null;
  /** Its host is what a new credential would be allowed for. */
  baseUrl: string;
  value: string | null;
  onChange: (id: string | null) => void;
};

/** Chooses a credential that fits. */
export function CredentialPicker({ kind, value, onChange }: Props) {
  const { t } = useTranslation('connections');
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const fitting = credentials.filter((one) => kind === null || one.kind === kind);
  return (
    <Select
      label={t('form.credential')}
      description={t('form.credentialHelp')}
      placeholder={t('form.credentialNone')}
      data={fitting.map((one) => ({ value: one.id, label: one.name }))}
      value={value}
      onChange={onChange}
      clearable
    />
  );
}
