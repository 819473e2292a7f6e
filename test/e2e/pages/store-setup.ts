import type { Page } from 'playwright';

/** The setup screen of a digital store, below the connection's own settings. */
export function storeSetup(window: Page) {
  const section = window.getByRole('region', { name: 'Connect an institution' });
  return {
    section,
    field: (label: string) => section.getByLabel(label, { exact: true }),
    preview: section.getByRole('region', { name: /^Preview of / }),
    /** The previewed text, to the letter. */
    text: () =>
      section
        .getByRole('region', { name: /^Preview of / })
        .locator('pre')
        .textContent(),
    secret: section.locator('code').first(),
    async chooseFormat(title: string): Promise<void> {
      await section.getByRole('radiogroup', { name: 'Form to hand on in' }).getByText(title, { exact: true }).click();
    },
    async press(button: string): Promise<void> {
      await section.getByRole('button', { name: button, exact: true }).click();
    },
  };
}
