import { ActionIcon, Tooltip } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callHost } from '../client/bridge.ts';

/** Puts text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const { start } = useTimeout(() => setCopied(false), 1500);
  const copy = () => {
    callHost('host.copyText', { text })
      .then(() => {
        setCopied(true);
        start();
      })
      .catch(() => setCopied(false));
  };
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Tooltip label={copied ? t('actions.copied') : label}>
      <ActionIcon size="sm" aria-label={label} onClick={copy}>
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
