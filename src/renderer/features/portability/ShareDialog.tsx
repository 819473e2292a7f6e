import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useSaveFile } from '../../ui/use-save-file.ts';
import { VaultGate } from '../vault/VaultGate.tsx';
import { FilePassphrase, isReady, noPassphrase } from './FilePassphrase.tsx';

type Props = { connections: readonly Connection[]; onClose: () => void };

function Share({ connections, onClose }: Props) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const credentialIds = [...new Set(connections.flatMap(({ credentialId }) => credentialId ?? []))];
  const [withCredential, setWithCredential] = useState(false);
  const [forms, setForms] = useState(false);
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const encrypted = useSecretCommand('portability.exportVault');
  const plain = useSecretCommand('portability.exportConnections');
  const { saveFile, saving } = useSaveFile();
  const connectionIds = connections.map(({ id }) => id);
  const ready = !withCredential || isReady(passphrase);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const file = withCredential
      ? await encrypted.run({ passphrase: passphrase.passphrase, credentialIds, connectionIds, forms })
      : await plain.run({ connectionIds, forms });
    if (!file) return;
    const [only, ...others] = connections;
    const name = only !== undefined && others.length === 0 ? only.name : t('share.several');
    const saved = await saveFile({
      title: t('file.connection'),
      name: `${name.slice(0, 150)}.countersign-connection`,
      extensions: ['countersign-connection'],
      content: { as: 'text', text: file.text },
    });
    if (saved) onClose();
  };
  const error = withCredential ? encrypted.error : plain.error;
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off" noValidate>
      <Stack gap="sm">
        <Radio.Group
          label={t('share.how')}
          value={withCredential ? 'with' : 'without'}
          onChange={(value) => setWithCredential(value === 'with')}
        >
          <Stack gap="xs" mt={6}>
            <Radio value="without" label={t('share.without')} description={t('share.withoutText')} />
            <Radio
              value="with"
              label={t('share.with', { count: credentialIds.length })}
              description={t('share.withText')}
              disabled={credentialIds.length === 0}
            />
          </Stack>
        </Radio.Group>
        <Checkbox
          label={t('share.forms')}
          description={t('share.formsText')}
          checked={forms}
          onChange={(event) => setForms(event.currentTarget.checked)}
        />
        {withCredential && <FilePassphrase value={passphrase} onChange={setPassphrase} />}
        {error && <ErrorAlert error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={encrypted.pending || plain.pending || saving}>
            {t('share.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Connections to hand on, with or without the credentials they sign with. */
export function ShareDialog({ connections, onClose }: Props) {
  const { t } = useTranslation('portability');
  const { t: common } = useTranslation();
  const [only, ...others] = connections;
  const title =
    only !== undefined && others.length === 0
      ? t('share.title', { name: only.name })
      : t('share.titleAll', { count: connections.length });
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={title}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <VaultGate reason={t('share.needsVault')}>
        <Share connections={connections} onClose={onClose} />
      </VaultGate>
    </Modal>
  );
}
