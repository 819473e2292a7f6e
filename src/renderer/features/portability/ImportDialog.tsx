import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferPreview, TransferResult } from '../../../protocol/models/data/portability.ts';
import { callCommand } from '../../client/bridge.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { formatMoment } from '../../ui/format.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { VaultGate } from '../vault/VaultGate.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportResult } from './ImportResult.tsx';
import type { OpenedFile } from './open-file.ts';

type Encrypted = Extract<OpenedFile, { encrypted: true }>;
type StepProps = { file: Encrypted; onOpened: (preview: TransferPreview) => void; onClose: () => void };

/** Asks for the passphrase the file was written with, which is not that of the vault. */
function PassphraseStep({ file, onOpened, onClose }: StepProps) {
  const { t, i18n } = useTranslation('portability');
  const { t: common } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const open = useSecretCommand('portability.open');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '' || open.pending) return;
    const preview = await open.run({ text: file.text, passphrase });
    setPassphrase('');
    if (preview) onOpened(preview);
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off" noValidate>
      <Stack gap="sm">
        {file.origin && (
          <Text fz="xs" c="dimmed">
            {t('import.origin', {
              by: file.origin.writtenBy,
              at: formatMoment(Date.parse(file.origin.writtenAt), i18n.language),
            })}
          </Text>
        )}
        <SecretInput
          label={t('passphrase.file')}
          description={t('passphrase.fileHelp')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          data-autofocus
        />
        {open.error && <ErrorAlert error={open.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" disabled={passphrase === ''} loading={open.pending}>
            {t('import.open')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Steps({ file, onClose }: { file: OpenedFile; onClose: () => void }) {
  const [preview, setPreview] = useState<TransferPreview | null>(file.encrypted ? null : file.preview);
  const [result, setResult] = useState<TransferResult | null>(null);
  if (result) return <ImportResult result={result} onDone={onClose} />;
  if (preview) return <ImportPreview preview={preview} onDone={setResult} onClose={onClose} />;
  if (file.encrypted) return <PassphraseStep file={file} onOpened={setPreview} onClose={onClose} />;
  return null;
}

/** A file of ours on its way in: its passphrase, what it would bring beside what is here, and what was done. */
export function ImportDialog({ file, onClose }: { file: OpenedFile; onClose: () => void }) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const close = () => {
    // Core forgets what was read by itself too, after a while.
    void callCommand('portability.close', {}).catch(() => undefined);
    onClose();
  };
  const steps = <Steps file={file} onClose={close} />;
  return (
    <Modal
      opened
      onClose={close}
      size={680}
      title={t('import.title', { name: file.name })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {file.encrypted ? <VaultGate reason={t('import.needsVault')}>{steps}</VaultGate> : steps}
    </Modal>
  );
}
