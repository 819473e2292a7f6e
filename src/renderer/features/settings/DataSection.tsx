import { Button } from '@mantine/core';
import { IconFingerprint, IconLock, IconLockOpen2, IconPassword } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { KeySlot, VaultStatus } from '../../../protocol/models/vault-protection.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatMoment } from '../../ui/format.ts';
import { keychainName } from '../vault/keychain.ts';
import { useVaultDialog } from '../vault/VaultDialog.tsx';
import { Facts, Section } from './Section.tsx';
import classes from './Settings.module.css';

function Slot({ slot }: { slot: KeySlot }) {
  const { t, i18n } = useTranslation('settings');
  const Icon = slot.kind === 'keychain' ? IconFingerprint : IconPassword;
  return (
    <li className={classes.slot}>
      <Icon size={15} aria-hidden />
      {slot.kind === 'keychain'
        ? t('data.keychainSlot', { keychain: keychainName(slot.backend ?? '') })
        : t(slot.kind === 'recovery' ? 'data.recoverySlot' : 'data.passphraseSlot')}
      <span className={classes.note}>{t('data.since', { moment: formatMoment(slot.createdAt, i18n.language) })}</span>
    </li>
  );
}

function VaultButton({ state }: { state: VaultStatus['state'] }) {
  const { t } = useTranslation();
  const lock = useCommandMutation('vault.lock');
  const { showVault } = useVaultDialog();
  if (state === 'unlocked')
    return (
      <Button
        variant="default"
        leftSection={<IconLock size={13} aria-hidden />}
        loading={lock.isPending}
        onClick={() => lock.mutate({})}
      >
        {t('topBar.lock')}
      </Button>
    );
  return (
    <Button variant="default" leftSection={<IconLockOpen2 size={13} aria-hidden />} onClick={showVault}>
      {state === 'absent' ? t('topBar.createVault') : t('topBar.unlock')}
    </Button>
  );
}

/** Where everything is kept, and what opens the vault. */
export function DataSection() {
  const { t, i18n } = useTranslation('settings');
  const folder = useCommandQuery('workspace.status', {}).data?.dataFolder;
  const vault = useCommandQuery('vault.status', {}).data;
  const backups = useCommandQuery('vault.whereabouts', {}).data?.backups;
  return (
    <Section
      title={t('data.title')}
      text={t('data.text')}
      action={vault ? <VaultButton state={vault.state} /> : undefined}
    >
      <Facts
        rows={[
          {
            name: t('data.folder'),
            value: folder && (
              <span className={classes.path}>
                <code>{folder}</code>
                <CopyButton text={folder} label={t('data.copyFolder')} />
              </span>
            ),
          },
          { name: t('data.vault'), value: vault && t(`data.states.${vault.state}`) },
          {
            name: t('data.opens'),
            value:
              vault && vault.slots.length > 0 ? (
                <ul className={classes.slots}>
                  {vault.slots.map((slot) => (
                    <Slot key={slot.id} slot={slot} />
                  ))}
                </ul>
              ) : (
                t('data.noSlot')
              ),
          },
          {
            name: t('data.keychain'),
            value:
              vault &&
              (vault.keychain.protects
                ? t('data.keychainProtects', { keychain: keychainName(vault.keychain.backend) })
                : t('data.keychainDoesNot', { backend: vault.keychain.backend })),
          },
          { name: t('data.gone'), value: t('data.goneText') },
          { name: t('data.cli'), value: t('data.cliText') },
          {
            name: t('data.backup'),
            value:
              backups && (backups.lastAt === null ? t('data.noBackup') : formatMoment(backups.lastAt, i18n.language)),
          },
        ]}
      />
    </Section>
  );
}
