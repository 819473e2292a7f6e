import type { Page } from 'playwright';

/** The catcher of the doctor: its addresses, what it caught, and one capture taken apart. */
export function catcherPage(window: Page) {
  const side = window.getByRole('region', { name: 'Catcher' });
  const report = window.getByRole('region', { name: 'Capture', exact: true });
  return {
    side,
    report,
    state: side.getByRole('status'),
    start: side.getByRole('button', { name: 'Start catching' }),
    stop: side.getByRole('button', { name: 'Stop' }),
    captures: side.getByRole('region', { name: 'Caught launches' }).getByRole('listitem'),
    settings: window.getByRole('dialog', { name: 'Settings of the catcher' }),
    heading: report.getByRole('heading', { level: 2 }),
    finding: (title: string | RegExp) => report.getByRole('article', { name: title }),
    async open(): Promise<void> {
      await window
        .getByRole('radiogroup', { name: 'How the launch comes in' })
        .getByText('Catch', { exact: true })
        .click();
      await side.waitFor();
    },
    async usePort(port: number): Promise<void> {
      await side.getByRole('button', { name: 'Settings of the catcher' }).click();
      await this.settings.getByRole('textbox', { name: 'Port' }).fill(String(port));
      await this.settings.getByRole('button', { name: 'Save' }).click();
      await this.settings.waitFor({ state: 'hidden' });
    },
  };
}
