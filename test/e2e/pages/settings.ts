import type { Page } from 'playwright';

export type Theme = 'System' | 'Light' | 'Dark';

/** Appearance, data, contracts and versions. */
export function settingsPage(window: Page) {
  const dialog = window.getByRole('dialog', { name: /^Import / });
  return {
    heading: window.getByRole('heading', { level: 1, name: 'Settings' }),
    contracts: window.getByRole('list', { name: 'Contracts' }),
    importFile: window.getByRole('button', { name: 'Import an OpenAPI file…' }),
    importFlows: (title: string) => window.getByRole('button', { name: `Import flows for ${title}…` }),
    dialog,
    errors: dialog.getByRole('list', { name: 'Errors' }),
    operations: dialog.getByRole('list', { name: 'Operations' }),
    async chooseTheme(theme: Theme): Promise<void> {
      await window.getByRole('radiogroup', { name: 'Theme' }).getByText(theme, { exact: true }).click();
    },
  };
}
