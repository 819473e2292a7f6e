import type { Page } from 'playwright';

/** The dialogs in which files leave the workspace and come into it. */
export function portabilityPage(window: Page) {
  const dialog = window.getByRole('dialog');
  const button = (name: string | RegExp) => dialog.getByRole('button', { name });
  return {
    dialog,
    button,
    async choose(item: string): Promise<void> {
      await window.getByRole('button', { name: 'Import or export' }).filter({ visible: true }).click();
      await window.getByRole('menuitem', { name: item }).click();
    },
    async newPassphrase(passphrase: string): Promise<void> {
      await dialog.getByLabel('Passphrase of the file').fill(passphrase);
      await dialog.getByLabel('Passphrase again').fill(passphrase);
    },
    async openWith(passphrase: string): Promise<void> {
      await dialog.getByLabel('Passphrase of the file').fill(passphrase);
      await button('Open').click();
    },
    toExport: dialog.getByRole('list', { name: 'Credentials to export' }).getByRole('listitem'),
    list: dialog.getByRole('list', { name: 'What is in the file' }),
    rows: dialog.getByRole('list', { name: 'What the rows become' }),
    actionFor: (name: string) => dialog.getByRole('combobox', { name: `What to do with ${name}`, exact: true }),
    close: button('Close').last(),
  };
}
