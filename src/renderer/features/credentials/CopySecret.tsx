import { ActionIcon, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { callHost } from '../../client/bridge.ts';
import { notifyProblem } from '../../ui/notify.ts';

type CopySecretProps = { credentialId: string; part: string; label: string };

/** Copies a stored secret past the window: core gives it to main, main to the clipboard, and takes it off again. */
export function CopySecret({ credentialId, part, label }: CopySecretProps) {
  const { t } = useTranslation('vault');
  const { t: common } = useTranslation();
  const copy = async () => {
    try {
      const { clearAfter } = await callHost('host.copySecret', { credentialId, part });
      const message = clearAfter > 0 ? t('copied', { count: clearAfter }) : common('actions.copied');
      notifications.show({ message, closeButtonProps: { 'aria-label': common('actions.close') } });
    } catch (error) {
      notifyProblem(error);
    }
  };
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={() => void copy()}>
        <IconCopy size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
