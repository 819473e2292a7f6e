import { Button } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceSource } from './choices.ts';
import { EvidenceDialog } from './EvidenceDialog.tsx';

type EvidenceButtonProps = {
  source: EvidenceSource;
  /** `compact-xs` beside other small buttons. */
  size?: 'compact-xs' | 'xs';
};

/** Opens the dialog that makes an exchange, a capture or a paste into one file for a ticket. */
export function EvidenceButton({ source, size = 'xs' }: EvidenceButtonProps) {
  const { t } = useTranslation('bundle');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size={size}
        variant="default"
        leftSection={<IconFileCertificate size={13} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('open')}
      </Button>
      {opened && <EvidenceDialog source={source} onClose={() => setOpened(false)} />}
    </>
  );
}
