import { Button, Group, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Environment } from '../../../protocol/models/connection.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { CredentialDialog } from './CredentialDialog.tsx';
import { CareHint } from './care/CareHint.tsx';
import { readHost } from './hosts.ts';

type Props = {
  /** Only credentials of these kinds fit; empty while no contract is chosen. */
  kinds: readonly Credential['kind'][];
  /** Its host is what a new credential would be allowed for. */
  baseUrl: string;
  environment: Environment;
  value: string | null;
  onChange: (id: string | null) => void;
};

/** Chooses a credential that fits, makes a new one, or lets the chosen one be used with this host. */
export function CredentialPicker({ kinds, baseUrl, environment, value, onChange }: Props) {
  const { t } = useTranslation('connections');
  const { t: own } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const [dialog, setDialog] = useState<'new' | 'allow' | null>(null);
  const fitting = credentials.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const chosen = credentials.find((one) => one.id === value) ?? null;
  const host = /^https?:\/\//i.test(baseUrl.trim()) ? readHost(baseUrl) : null;
  const issuedFor = chosen?.details.environment ?? null;
  const isForeign = issuedFor !== null && (issuedFor === 'production') !== (environment === 'production');
  const refusesHost = chosen !== null && host !== null && !chosen.allowedHosts.includes(host);
  return (
    <div>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select
          flex={1}
          label={t('form.credential')}
          description={t('form.credentialHelp')}
          placeholder={t('form.credentialNone')}
          data={fitting.map((one) => ({ value: one.id, label: one.name }))}
          value={value}
          onChange={onChange}
          clearable
        />
        <Button variant="default" leftSection={<IconPlus size={13} aria-hidden />} onClick={() => setDialog('new')}>
          {t('form.createCredential')}
        </Button>
      </Group>
      {refusesHost && (
        <Group gap="xs" mt={6}>
          <Text fz="xs" c="var(--cs-warn)" role="status">
            {own('pickerNotAllowed', { host })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => setDialog('allow')}>
            {own('allowHost')}
          </Button>
        </Group>
      )}
      {isForeign && (
        <Text fz="xs" c="var(--cs-warn)" mt={6} role="status">
          {own('pickerEnvironment', {
            issued: common(`environment.${issuedFor}`),
            environment: common(`environment.${environment}`),
          })}
        </Text>
      )}
      <CareHint credentialId={value} />
      <CredentialDialog
        opened={dialog !== null}
        onClose={() => setDialog(null)}
        credential={dialog === 'allow' ? chosen : null}
        preset={{ kind: kinds[0], host: host ?? undefined }}
        onSaved={(saved) => onChange(saved.id)}
      />
    </div>
  );
}
