import { Button, Group, Input } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { StoreSetup } from '../../../protocol/models/lti/store-setup.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { callHost } from '../../client/bridge.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { CopySecretButton } from '../credentials/CopySecret.tsx';
import { generateSecret } from '../credentials/generate.ts';
import { useVaultDialog } from '../vault/VaultDialog.tsx';
import classes from './StoreSetup.module.css';
import { connectionDraft, credentialFor } from './setup.ts';

type SecretPanelProps = {
  connection: Connection;
  credential: Credential | null;
  setup: StoreSetup | null;
  /** Just generated and not kept yet. */
  secret: string | null;
  onSecret: (secret: string | null) => void;
};

/** In the vault already, though the connection could not be told yet. */
type Kept = { id: string; consumerKey: string };

/** The shared secret: generated here, copied once, and from then on in the vault. */
export function SecretPanel({ connection, credential, setup, secret, onSecret }: SecretPanelProps) {
  const { t } = useTranslation('store');
  const vault = useCommandQuery('vault.status', {}).data?.state;
  const { showVault } = useVaultDialog();
  const create = useSecretCommand('credentials.create');
  const update = useCommandMutation('connections.update');
  const [kept, setKept] = useState<Kept | null>(null);
  const change = (next: string | null) => {
    setKept(null);
    onSecret(next);
  };
  const keep = async () => {
    if (vault !== 'unlocked') return showVault();
    if (!setup || secret === null) return;
    const { consumerKey } = setup;
    const known = kept?.consumerKey === consumerKey ? kept : await create.run({ draft: credentialFor(setup, secret) });
    if (!known) return;
    setKept({ id: known.id, consumerKey });
    const draft = { ...connectionDraft(connection), credentialId: known.id };
    update.mutate(
      { id: connection.id, draft },
      {
        onSuccess: () => {
          change(null);
          notifications.show({ message: t('kept'), color: 'green' });
        },
      },
    );
  };
  const error = create.error ?? update.error;
  return (
    <Input.Wrapper label={t('secret')} size="xs">
      {secret === null ? (
        <Group gap="sm">
          <span className={classes.dim}>
            {credential ? t('secretStored', { name: credential.name }) : t('secretNone')}
          </span>
          <Button
            variant="default"
            leftSection={<IconSparkles size={13} aria-hidden />}
            onClick={() => change(generateSecret((bytes) => crypto.getRandomValues(bytes)))}
          >
            {credential ? t('regenerate') : t('generate')}
          </Button>
        </Group>
      ) : (
        <>
          <div className={classes.secret}>
            <code>{secret}</code>
            <CopySecretButton label={t('copySecret')} copy={() => callHost('host.copySecretText', { text: secret })} />
          </div>
          <p className={classes.dim} role="status">
            {t('generated', { characters: secret.length })}
          </p>
          <Group gap="sm">
            <Button disabled={!setup} loading={create.pending || update.isPending} onClick={() => void keep()}>
              {t('keep')}
            </Button>
            <Button variant="default" onClick={() => change(null)}>
              {t('discard')}
            </Button>
          </Group>
        </>
      )}
      {error && <ErrorAlert error={error} />}
    </Input.Wrapper>
  );
}
