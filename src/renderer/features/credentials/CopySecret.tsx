import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { callHost } from '../../client/bridge.ts';
import { useSecretCopy } from './use-secret-copy.ts';

type CopySecretButtonProps = { label: string; copy: () => Promise<{ clearAfter: number }> };

/** Copies a secret, says until when it can be pasted, or why it could not be copied. */
export function CopySecretButton({ label, copy }: CopySecretButtonProps) {
  const copySecret = useSecretCopy();
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={() => void copySecret(copy)}>
        <IconCopy size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

type CopySecretProps = { credentialId: string; part: string; label: string };

/** Copies a stored secret past the window: core gives it to main, main to the clipboard, and takes it off again. */
export function CopySecret({ credentialId, part, label }: CopySecretProps) {
  return <CopySecretButton label={label} copy={() => callHost('host.copySecret', { credentialId, part })} />;
}
