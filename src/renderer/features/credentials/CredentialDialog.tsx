import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Credential, CredentialDraft } from '../../../protocol/models/vault.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { VaultGate } from '../vault/VaultGate.tsx';
import { CredentialForm } from './CredentialForm.tsx';
import type { CredentialPreset } from './draft.ts';

type CredentialDialogProps = {
  opened: boolean;
  onClose: () => void;
  /** `null` makes a new one. */
  credential: Credential | null;
  preset?: CredentialPreset;
  onSaved?: (credential: Credential) => void;
};

function Editor({ credential, preset = {}, onClose, onSaved }: Omit<CredentialDialogProps, 'opened'>) {
  const create = useSecretCommand('credentials.create');
  const update = useSecretCommand('credentials.update');
  const save = async (draft: CredentialDraft) => {
    const saved = credential ? await update.run({ id: credential.id, draft }) : await create.run({ draft });
    if (!saved) return;
    onSaved?.(saved);
    onClose();
  };
  return (
    <CredentialForm
      credential={credential}
      preset={preset}
      kindFixed={preset.kind !== undefined}
      pending={create.pending || update.pending}
      error={create.error ?? update.error}
      onSubmit={(draft) => void save(draft)}
      onCancel={onClose}
    />
  );
}

/** Makes or changes a credential; asks for the vault first where it is closed. */
export function CredentialDialog({ opened, onClose, credential, preset, onSaved }: CredentialDialogProps) {
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={480}
      title={credential ? t('form.editTitle', { name: credential.name }) : t('form.newTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <VaultGate reason={t('form.needsVault')}>
        <Editor
          credential={credential}
          onClose={onClose}
          {...(preset ? { preset } : {})}
          {...(onSaved ? { onSaved } : {})}
        />
      </VaultGate>
    </Modal>
  );
}
