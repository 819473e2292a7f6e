import { Button, Menu } from '@mantine/core';
import { IconArrowsTransferUpDown, IconFileExport, IconFileImport, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvPreview } from '../../../protocol/models/data/portability.ts';
import { callHost } from '../../client/bridge.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { notifyProblem } from '../../ui/notify.ts';
import { useVaultDialog } from '../vault/VaultDialog.tsx';
import { CsvDialog } from './CsvDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { useImports } from './ImportProvider.tsx';

type Open = { kind: 'export' } | { kind: 'table'; preview: CsvPreview } | null;

/** Credentials out of the vault and into it. */
export function CredentialsTransfer({ isEmpty }: { isEmpty: boolean }) {
  const { t } = useTranslation('portability');
  const [open, setOpen] = useState<Open>(null);
  const { showVault } = useVaultDialog();
  const { chooseImport } = useImports();
  const state = useCommandQuery('vault.status', {}).data?.state;
  const close = () => setOpen(null);
  const importTable = async () => {
    // A table is compared with what is in the vault as soon as it is read.
    if (state !== 'unlocked') return showVault();
    const preview = await callHost('host.openCsv', { title: t('csv.choose') });
    if (preview) setOpen({ kind: 'table', preview });
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconArrowsTransferUpDown size={14} aria-hidden />}>
            {t('menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileExport size={14} aria-hidden />}
            disabled={isEmpty}
            onClick={() => setOpen({ kind: 'export' })}
          >
            {t('menuExport')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileImport size={14} aria-hidden />} onClick={chooseImport}>
            {t('menuImport')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTable size={14} aria-hidden />}
            onClick={() => void importTable().catch(notifyProblem)}
          >
            {t('menuCsv')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open?.kind === 'export' && <ExportDialog onClose={close} />}
      {open?.kind === 'table' && <CsvDialog preview={open.preview} onClose={close} />}
    </>
  );
}
