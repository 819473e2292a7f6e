import { Button } from '@mantine/core';
import { IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { VaultStatus } from '../../../protocol/models/vault/vault-protection.ts';
import { useCommandMutation } from '../../client/queries.ts';
import { useVaultDialog } from '../vault/VaultDialog.tsx';

/** Locks the vault, opens or creates it. */
export function VaultButton({ state }: { state: VaultStatus['state'] }) {
  const { t } = useTranslation();
  const lock = useCommandMutation('vault.lock');
  const { showVault } = useVaultDialog();
  if (state === 'unlocked')
    return (
      <Button
        variant="default"
        leftSection={<IconLock size={13} aria-hidden />}
        loading={lock.isPending}
        onClick={() => lock.mutate({})}
      >
        {t('topBar.lock')}
      </Button>
    );
  return (
    <Button variant="default" leftSection={<IconLockOpen2 size={13} aria-hidden />} onClick={showVault}>
      {state === 'absent' ? t('topBar.createVault') : t('topBar.unlock')}
    </Button>
  );
}
