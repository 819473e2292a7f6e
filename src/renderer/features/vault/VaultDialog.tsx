import { Modal, Text } from '@mantine/core';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { CreateVault } from './CreateVault.tsx';
import { UnlockPrompt } from './UnlockPrompt.tsx';

type VaultDialog = { showVault: () => void };
const VaultDialogContext = createContext<VaultDialog>({ showVault: () => {} });

/** Opens the dialog that creates or unlocks the vault, whichever is needed. */
export function useVaultDialog(): VaultDialog {
  return useContext(VaultDialogContext);
}

export function VaultDialogProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('vault');
  const { t: common } = useTranslation();
  const [opened, setOpened] = useState(false);
  const status = useCommandQuery('vault.status', {});
  const dialog = useMemo(() => ({ showVault: () => setOpened(true) }), []);
  const close = () => setOpened(false);
  return (
    <VaultDialogContext value={dialog}>
      {children}
      <Modal
        opened={opened}
        onClose={close}
        title={status.data?.state === 'absent' ? common('topBar.createVault') : t('unlock.title')}
        size="sm"
        closeButtonProps={{ 'aria-label': common('actions.close') }}
      >
        {status.data?.state === 'absent' ? (
          <>
            <Text c="dimmed" mb="sm">
              {t('create.text')}
            </Text>
            <CreateVault onCreated={close} />
          </>
        ) : (
          <>
            <Text c="dimmed" mb="sm">
              {t('unlock.text')}
            </Text>
            <UnlockPrompt onUnlocked={close} autoFocus />
          </>
        )}
      </Modal>
    </VaultDialogContext>
  );
}
