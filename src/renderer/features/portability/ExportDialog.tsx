import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useSaveFile } from '../../ui/use-save-file.ts';
import { VaultGate } from '../vault/VaultGate.tsx';
import { ChooseCredentials } from './ChooseCredentials.tsx';
import { AfterClearExport, ClearExport, type ClearlyWritten } from './ClearExport.tsx';
import { FilePassphrase, isReady, noPassphrase } from './FilePassphrase.tsx';

type FormProps = {
  credentials: readonly Credential[];
  connections: readonly Connection[];
  chosen: ReadonlySet<string>;
  onDone: () => void;
};

/** An encrypted file with the chosen credentials, and the connections if wanted. */
function EncryptedExport({ credentials, connections, chosen, onDone }: FormProps) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [withConnections, setWithConnections] = useState(true);
  const [forms, setForms] = useState(true);
  const write = useSecretCommand('portability.exportVault');
  const { saveFile, saving } = useSaveFile();
  const ready = isReady(passphrase) && chosen.size > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || write.pending) return;
    const file = await write.run({
      passphrase: passphrase.passphrase,
      credentialIds: credentials.flatMap(({ id }) => (chosen.has(id) ? [id] : [])),
      connectionIds: withConnections ? connections.map(({ id }) => id) : [],
      forms,
    });
    if (!file) return;
    const content = { as: 'text' as const, text: file.text };
    const saved = await saveFile({
      title: t('file.vault'),
      name: file.name,
      extensions: ['countersign-vault'],
      content,
    });
    if (saved) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off" noValidate>
      <Stack gap="sm">
        {connections.length > 0 && (
          <Group gap="lg">
            <Checkbox
              label={t('export.connections', { count: connections.length })}
              checked={withConnections}
              onChange={(event) => setWithConnections(event.currentTarget.checked)}
            />
            <Checkbox
              label={t('export.forms')}
              checked={forms && withConnections}
              disabled={!withConnections}
              onChange={(event) => setForms(event.currentTarget.checked)}
            />
          </Group>
        )}
        <FilePassphrase value={passphrase} onChange={setPassphrase} />
        {write.error && <ErrorAlert error={write.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={write.pending || saving}>
            {t('export.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Exports({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('portability');
  const credentials = useCommandQuery('credentials.list', {}).data ?? [];
  const connections = useCommandQuery('connections.list', {}).data ?? [];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [how, setHow] = useState<'encrypted' | 'clear'>('encrypted');
  const [written, setWritten] = useState<ClearlyWritten | null>(null);
  if (written) return <AfterClearExport written={written} onDone={onClose} />;
  const chosen = new Set(credentials.flatMap(({ id }) => (left.has(id) ? [] : [id])));
  const choose = (next: ReadonlySet<string>) =>
    setLeft(new Set(credentials.flatMap(({ id }) => (next.has(id) ? [] : [id]))));
  return (
    <Stack gap="sm">
      <ChooseCredentials credentials={credentials} chosen={chosen} onChange={choose} />
      <SegmentedControl
        aria-label={t('export.how')}
        value={how}
        onChange={(value) => setHow(value === 'clear' ? 'clear' : 'encrypted')}
        data={[
          { value: 'encrypted', label: t('export.encrypted') },
          { value: 'clear', label: t('export.clear') },
        ]}
      />
      <Text fz="xs" c="dimmed">
        {t(how === 'encrypted' ? 'export.encryptedText' : 'export.clearText')}
      </Text>
      {how === 'encrypted' ? (
        <EncryptedExport credentials={credentials} connections={connections} chosen={chosen} onDone={onClose} />
      ) : (
        <ClearExport credentialIds={[...chosen]} onWritten={setWritten} onCancel={onClose} />
      )}
    </Stack>
  );
}

/** Credentials out of the vault, encrypted or, after typing a confirmation, in clear. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('export.title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <VaultGate reason={t('export.needsVault')}>
        <Exports onClose={onClose} />
      </VaultGate>
    </Modal>
  );
}
