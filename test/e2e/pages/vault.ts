import type { Page } from 'playwright';

/** The dialog behind the lock in the top bar. */
export function vaultDialog(window: Page) {
  const dialog = window.getByRole('dialog', { name: 'The vault is locked' });
  const passphrase = dialog.getByLabel('Passphrase', { exact: true });
  const unlock = dialog.getByRole('button', { name: 'Unlock', exact: true });
  return {
    dialog,
    passphrase,
    unlock,
    async unlockWith(secret: string): Promise<void> {
      await passphrase.fill(secret);
      await unlock.click();
    },
  };
}
