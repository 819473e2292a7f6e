import { Button, Menu } from '@mantine/core';
import { IconArrowsTransferUpDown, IconFileExport, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { useImports } from './ImportProvider.tsx';
import { ShareDialog } from './ShareDialog.tsx';

/** Connections to others and from others. */
export function ConnectionsTransfer({ connections }: { connections: readonly Connection[] }) {
  const { t } = useTranslation('portability');
  const { chooseImport } = useImports();
  const [sharing, setSharing] = useState(false);
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
            disabled={connections.length === 0}
            onClick={() => setSharing(true)}
          >
            {t('menuShareAll')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileImport size={14} aria-hidden />} onClick={chooseImport}>
            {t('menuImportConnections')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {sharing && <ShareDialog connections={connections} onClose={() => setSharing(false)} />}
    </>
  );
}
