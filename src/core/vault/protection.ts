import { type LockReason, type Protection, protectionSchema } from '../../protocol/models/vault/vault-protection.ts';
import type { SettingsRepository } from '../storage/repositories/settings.ts';

const settingsKey = 'vault.protection';

export const defaultProtection: Protection = {
  lockAfterMinutes: 15,
  lockOnSuspend: true,
  lockOnScreenLock: true,
  clipboardSeconds: 45,
};

/** What the system says of the person: `seconds` since they last touched keyboard or mouse. */
export type Presence = { is: 'idle'; seconds: number } | { is: 'suspended' | 'screen-locked' };

/** When the vault locks by itself, as the person set it. */
export type ProtectionSettings = { read(): Protection; write(changes: Partial<Protection>): Protection };

export function createProtectionSettings(settings: SettingsRepository): ProtectionSettings {
  const read = (): Protection => ({ ...defaultProtection, ...settings.read(settingsKey, protectionSchema.partial()) });
  return {
    read,
    write(changes) {
      const protection = { ...read(), ...changes };
      settings.write(settingsKey, protection);
      return protection;
    },
  };
}

/** Why the vault has to be locked now; `null` when it may stay open. */
export function reasonToLock(presence: Presence, protection: Protection): LockReason | null {
  switch (presence.is) {
    case 'suspended':
      return protection.lockOnSuspend ? 'suspend' : null;
    case 'screen-locked':
      return protection.lockOnScreenLock ? 'screen-lock' : null;
    case 'idle': {
      const { lockAfterMinutes } = protection;
      return lockAfterMinutes > 0 && presence.seconds >= lockAfterMinutes * 60 ? 'idle' : null;
    }
  }
}
