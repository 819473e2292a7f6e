import { Button, Group, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type StoreExportFormat,
  type StoreSetup,
  storeExportFormatSchema,
} from '../../../protocol/models/lti/store-setup.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { callHost } from '../../client/bridge.ts';
import { useCommandQuery } from '../../client/queries.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { notifyProblem } from '../../ui/notify.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SaveButton } from '../../ui/SaveButton.tsx';
import { useSecretCopy } from '../credentials/use-secret-copy.ts';
import { useVaultDialog } from '../vault/VaultDialog.tsx';
import classes from './StoreSetup.module.css';

type HandOnProps = { setup: StoreSetup; credential: Credential | null; secret: string | null };

/** The values as a text for the institution. The secret is in it only when it is copied that way. */
export function HandOn({ setup, credential, secret }: HandOnProps) {
  const { t } = useTranslation('store');
  const [format, setFormat] = useState<StoreExportFormat>('message');
  const preview = useCommandQuery('storeSetup.export', { setup, format }, { keepPrevious: true });
  const vault = useCommandQuery('vault.status', {}).data?.state;
  const { showVault } = useVaultDialog();
  const reveal = useSecretCommand('credentials.reveal');
  const exportOne = useSecretCommand('storeSetup.export');
  const copySecret = useSecretCopy();
  const copy = (text: string) =>
    callHost('host.copyText', { text })
      .then(() => notifications.show({ message: t('copied'), color: 'green' }))
      .catch(notifyProblem);
  const copyWithSecret = async () => {
    if (secret === null && vault !== 'unlocked') return showVault();
    const stored = credential && secret === null ? await reveal.run({ id: credential.id, part: 'secret' }) : null;
    const value = secret ?? stored?.value;
    if (value === undefined) return;
    const answer = await exportOne.run({ setup: { ...setup, secret: value }, format });
    if (answer) await copySecret(() => callHost('host.copySecretText', { text: answer.text }));
  };
  const error = preview.error ?? reveal.error ?? exportOne.error;
  const canHoldSecret = format !== 'cartridge' && (secret !== null || credential !== null);
  return (
    <section aria-label={t('handOn')} className={classes.handOn}>
      <h3>{t('handOn')}</h3>
      <SegmentedControl
        aria-label={t('formatsLabel')}
        data={storeExportFormatSchema.options.map((value) => ({ value, label: t(`formats.${value}`) }))}
        value={format}
        onChange={setFormat}
      />
      {error && <ErrorAlert error={error} />}
      {preview.data && (
        <>
          <CodeBlock text={preview.data.text} label={t('preview', { file: preview.data.fileName })} />
          <p className={classes.dim}>{format === 'cartridge' ? t('cartridgeSecret') : t('withoutSecret')}</p>
          <Group gap="sm">
            <Button
              variant="default"
              leftSection={<IconCopy size={14} aria-hidden />}
              onClick={() => void copy(preview.data.text)}
            >
              {t('copy')}
            </Button>
            <SaveButton
              file={{
                title: t(`formats.${format}`),
                name: preview.data.fileName,
                extensions: [format === 'cartridge' ? 'xml' : 'txt'],
                content: { as: 'text', text: preview.data.text },
              }}
            />
            {canHoldSecret && (
              <Button
                variant="default"
                leftSection={<IconKey size={14} aria-hidden />}
                loading={reveal.pending || exportOne.pending}
                onClick={() => void copyWithSecret()}
              >
                {t('copyWithSecret')}
              </Button>
            )}
          </Group>
        </>
      )}
    </section>
  );
}
