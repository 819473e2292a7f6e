import type { Page } from 'playwright';

/** The dialog that makes a file for a ticket, and such a file from somebody else in the doctor. */
export function evidencePage(window: Page) {
  const dialog = window.getByRole('dialog', { name: 'Evidence for a ticket' });
  const received = window.getByRole('region', { name: 'Evidence received' });
  const verify = received.getByRole('region', { name: /^Verify the signature/ });
  return {
    open: window.getByRole('button', { name: 'Evidence for a ticket…' }),
    dialog,
    preview: dialog.getByRole('region', { name: 'What will be in it' }),
    note: dialog.getByLabel('Message to the other side'),
    personal: (choice: 'Keep' | 'Replace' | 'Mask') => dialog.getByRole('radio', { name: choice, exact: true }),
    save: dialog.getByRole('button', { name: 'Save the file…' }),
    received,
    verify,
    credential: verify.getByRole('combobox', { name: 'Credential' }),
    verifyNow: verify.getByRole('button', { name: 'Verify', exact: true }),
    async close(): Promise<void> {
      await dialog.getByRole('button', { name: 'Close' }).last().click();
    },
  };
}
