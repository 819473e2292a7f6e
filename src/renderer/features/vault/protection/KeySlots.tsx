import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconFingerprint, IconLifebuoy, IconPassword } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeySlot, NewSlot } from '../../../../protocol/models/vault/vault-protection.ts';
import { useCommandMutation, useCommandQuery } from '../../../client/queries.ts';
import { useSecretCommand } from '../../../client/secret-command.ts';
import { formatMoment } from '../../../ui/format.ts';
import { notifyProblem } from '../../../ui/notify.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { SecretInput } from '../../../ui/SecretInput.tsx';
import { keychainName } from '../keychain.ts';
import { StrengthMeter } from '../StrengthMeter.tsx';
import { shortestPassphrase } from '../strength.ts';
import classes from '../Vault.module.css';
import { RecoverySheet } from './RecoverySheet.tsx';

type Dialog = { is: 'add'; kind: NewSlot['kind'] } | { is: 'change' | 'remove'; slot: KeySlot } | null;
const icons = { keychain: IconFingerprint, passphrase: IconPassword, recovery: IconLifebuoy };

/** What opens the vault: any number of passphrases, recovery keys and keychains, each with when it was made and used. */
export function KeySlots() {
  const { t } = useTranslation('vault');
  const status = useCommandQuery('vault.status', {}).data;
  const [dialog, setDialog] = useState<Dialog>(null);
  if (!status) return null;
  const isOpen = status.state === 'unlocked';
  const kinds = (['passphrase', 'recovery', 'keychain'] as const).filter(
    (kind) => kind !== 'keychain' || status.keychain.protects,
  );
  return (
    <Stack gap="xs">
      <ul className={classes.slotList} aria-label={t('slots.list')}>
        {status.slots.map((slot) => (
          <SlotRow
            key={slot.id}
            slot={slot}
            isOpen={isOpen}
            isUnusable={status.unusableSlots.includes(slot.id)}
            onAsk={(is) => setDialog({ is, slot })}
          />
        ))}
      </ul>
      <Group gap="xs">
        {kinds.map((kind) => (
          <Button key={kind} variant="default" disabled={!isOpen} onClick={() => setDialog({ is: 'add', kind })}>
            {t(`slots.add.${kind}`)}
          </Button>
        ))}
      </Group>
      {!isOpen && <p className={classes.note}>{t('slots.locked')}</p>}
      {dialog?.is === 'add' && <AddSlot kind={dialog.kind} onClose={() => setDialog(null)} />}
      {dialog?.is === 'change' && <ChangePassphrase slot={dialog.slot} onClose={() => setDialog(null)} />}
      {dialog?.is === 'remove' && <RemoveSlot slot={dialog.slot} onClose={() => setDialog(null)} />}
    </Stack>
  );
}

function useSlotTitle(): (slot: KeySlot) => string {
  const { t } = useTranslation('vault');
  return ({ kind, name, backend }) => {
    const title = t(`slots.kinds.${kind}`, { keychain: keychainName(backend ?? '') });
    return name === '' ? title : `${title}: ${name}`;
  };
}

type SlotRowProps = {
  slot: KeySlot;
  isOpen: boolean;
  isUnusable: boolean;
  onAsk: (what: 'change' | 'remove') => void;
};

function SlotRow({ slot, isOpen, isUnusable, onAsk }: SlotRowProps) {
  const { t, i18n } = useTranslation('vault');
  const title = useSlotTitle()(slot);
  const renew = useCommandMutation('vault.renewKeychain');
  const Icon = icons[slot.kind];
  const moment = (at: number) => formatMoment(at, i18n.language);
  return (
    <li>
      <Icon size={15} aria-hidden /> {title}{' '}
      <span className={classes.note}>
        {t('slots.made', { moment: moment(slot.createdAt) })}{' '}
        {slot.lastUsedAt === null ? t('slots.neverUsed') : t('slots.used', { moment: moment(slot.lastUsedAt) })}
      </span>
      {isUnusable && (
        <p className={classes.warning}>{t('slots.unusable', { keychain: keychainName(slot.backend ?? '') })}</p>
      )}
      <Group gap="xs">
        {slot.kind === 'passphrase' && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={!isOpen}
            onClick={() => onAsk('change')}
            aria-label={t('slots.changeOf', { title })}
          >
            {t('slots.change')}
          </Button>
        )}
        {isUnusable && (
          <Button
            size="compact-xs"
            disabled={!isOpen}
            loading={renew.isPending}
            onClick={() => renew.mutate({ id: slot.id }, { onError: notifyProblem })}
          >
            {t('slots.renew')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          disabled={!isOpen}
          onClick={() => onAsk('remove')}
          aria-label={t('slots.removeOf', { title })}
        >
          {t('slots.remove')}
        </Button>
      </Group>
    </li>
  );
}

function AddSlot({ kind, onClose }: { kind: NewSlot['kind']; onClose: () => void }) {
  const { t } = useTranslation('vault');
  const { t: common } = useTranslation();
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const add = useSecretCommand('vault.addSlot');
  const ready = kind !== 'passphrase' || passphrase.length >= shortestPassphrase;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!ready || add.pending) return;
    const method: NewSlot = kind === 'passphrase' ? { kind, passphrase } : { kind };
    const added = await add.run({ method, name });
    if (!added) return;
    setPassphrase('');
    if (added.recoveryKey === null) onClose();
    else setRecoveryKey(added.recoveryKey);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`slots.add.${kind}`)}
      closeOnClickOutside={recoveryKey === null}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {recoveryKey !== null ? (
        <RecoverySheet recoveryKey={recoveryKey} name={name} onDone={onClose} />
      ) : (
        <form onSubmit={submit} autoComplete="off" noValidate>
          <Stack gap="sm">
            <p className={classes.note}>{t(`slots.about.${kind}`)}</p>
            <TextInput
              label={t('slots.name')}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {kind === 'passphrase' && (
              <>
                <SecretInput
                  label={t('slots.newPassphrase')}
                  value={passphrase}
                  onChange={(event) => setPassphrase(event.currentTarget.value)}
                  data-autofocus
                />
                <StrengthMeter passphrase={passphrase} />
              </>
            )}
            {add.error && <ErrorAlert error={add.error} />}
            <Button type="submit" disabled={!ready} loading={add.pending}>
              {t('slots.confirm')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function ChangePassphrase({ slot, onClose }: { slot: KeySlot; onClose: () => void }) {
  const { t } = useTranslation('vault');
  const { t: common } = useTranslation();
  const [oldPassphrase, setOld] = useState('');
  const [newPassphrase, setNew] = useState('');
  const change = useSecretCommand('vault.changePassphrase');
  const ready = oldPassphrase !== '' && newPassphrase.length >= shortestPassphrase;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!ready || change.pending) return;
    if (await change.run({ id: slot.id, oldPassphrase, newPassphrase })) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('slots.changeTitle')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <form onSubmit={submit} autoComplete="off" noValidate>
        <Stack gap="sm">
          <SecretInput
            label={t('slots.oldPassphrase')}
            value={oldPassphrase}
            onChange={(event) => setOld(event.currentTarget.value)}
            data-autofocus
          />
          <SecretInput
            label={t('slots.newPassphrase')}
            value={newPassphrase}
            onChange={(event) => setNew(event.currentTarget.value)}
          />
          <StrengthMeter passphrase={newPassphrase} />
          {change.error && <ErrorAlert error={change.error} />}
          <Button type="submit" disabled={!ready} loading={change.pending}>
            {t('slots.change')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

function RemoveSlot({ slot, onClose }: { slot: KeySlot; onClose: () => void }) {
  const { t } = useTranslation('vault');
  const { t: common } = useTranslation();
  const title = useSlotTitle()(slot);
  const remove = useCommandMutation('vault.removeSlot');
  const confirm = () => {
    remove.mutateAsync({ id: slot.id }).then(onClose, () => {});
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('slots.removeTitle', { title })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <Stack gap="sm">
        <p className={slot.kind === 'recovery' ? classes.warning : classes.note}>
          {t(`slots.removeText.${slot.kind}`)}
        </p>
        {remove.error && <ErrorAlert error={remove.error} />}
        <Button color="red" loading={remove.isPending} onClick={confirm}>
          {t('slots.removeConfirm')}
        </Button>
      </Stack>
    </Modal>
  );
}
