import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Overlap } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential, CredentialDraft } from '../../../protocol/models/vault/vault.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { VaultGate } from '../vault/VaultGate.tsx';
import { CredentialForm } from './CredentialForm.tsx';
import type { CredentialPreset } from './draft.ts';

type CredentialDialogProps = {
  opened: boolean;
  onClose: () => void;
  /** `null` makes a new one. */
  credential: Credential | null;
  /** Only a new secret for the credential there is. */
  mode?: 'whole' | 'new-secret';
  preset?: CredentialPreset;
  onSaved?: (credential: Credential) => void;
};

function Editor({ credential, mode = 'whole', preset = {}, onClose, onSaved }: Omit<CredentialDialogProps, 'opened'>) {
  const create = useSecretCommand('credentials.create');
  const update = useSecretCommand('credentials.update');
  const save = async (draft: CredentialDraft, overlap: Overlap) => {
    const saved = credential ? await update.run({ id: credential.id, draft, overlap }) : await create.run({ draft });
    if (!saved) return;
    onSaved?.(saved);
    onClose();
  };
  return (
    <CredentialForm
      credential={credential}
      mode={mode}
      preset={preset}
      kindFixed={preset.kind !== undefined}
      pending={create.pending || update.pending}
      error={create.error ?? update.error}
      onSubmit={(draft, overlap) => void save(draft, overlap)}
      onCancel={onClose}
    />
  );
}

/** Makes or changes a credential; asks for the vault first where it is closed. */
export function CredentialDialog({
  opened,
  onClose,
  credential,
  mode = 'whole',
  preset,
  onSaved,
}: CredentialDialogProps) {
  const { t } = useTranslation('credentials');
  const { t: common } = useTranslation();
  const title = () => {
    if (credential === null) return t('form.newTitle');
    const { name } = credential;
    return mode === 'new-secret' ? t('overlap.newTitle', { name }) : t('form.editTitle', { name });
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={520}
      title={title()}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <VaultGate reason={t('form.needsVault')}>
        <Editor
          credential={credential}
          mode={mode}
          onClose={onClose}
          {...(preset ? { preset } : {})}
          {...(onSaved ? { onSaved } : {})}
        />
      </VaultGate>
    </Modal>
  );
}
