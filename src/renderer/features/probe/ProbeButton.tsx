import { Button, Modal } from '@mantine/core';
import { IconHelpHexagon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { ProbeDialog } from './ProbeDialog.tsx';

/** Beside the findings of a launch that was refused though it was signed right. */
export function ProbeButton({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation('probe');
  const { t: common } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconHelpHexagon size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {exchange.probe === undefined ? t('ask') : t('show')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        size="min(860px, 96vw)"
        title={t('title')}
        closeButtonProps={{ 'aria-label': common('actions.close') }}
      >
        {open && <ProbeDialog exchange={exchange} />}
      </Modal>
    </>
  );
}
