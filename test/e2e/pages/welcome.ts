import type { Page } from 'playwright';

/** The first screen of a new workspace: protect the keys, then something to try. */
export function welcomePage(window: Page) {
  const protect = window.getByRole('region', { name: 'Protect your keys' });
  const sandbox = window.getByRole('region', { name: 'Try it with the sandbox' });
  const createVault = protect.getByRole('button', { name: 'Create the vault' });
  const setUp = sandbox.getByRole('button', { name: 'Set up the sandbox' });
  const passphrase = protect.getByLabel('Passphrase', { exact: true });
  const repeat = protect.getByLabel('Repeat the passphrase', { exact: true });
  return {
    title: window.getByRole('heading', { level: 1 }),
    protect,
    createVault,
    setUp,
    passphrase,
    repeat,
    async createVaultWith(secret: string): Promise<void> {
      await passphrase.fill(secret);
      await repeat.fill(secret);
      await createVault.click();
      await protect.getByText('Your vault is ready and unlocked.').waitFor();
    },
  };
}
