import type { Page } from 'playwright';
import { seen } from '../harness/index.ts';

/** The doctor: what is pasted, with what it is checked, and what is said about it. */
export function doctorPage(window: Page) {
  const input = window.getByRole('region', { name: 'What was received' });
  const report = window.getByRole('region', { name: 'Diagnosis' });
  const text = input.getByRole('textbox', { name: 'Pasted launch' });
  return {
    heading: window.getByRole('heading', { level: 1, name: 'Doctor' }),
    input,
    report,
    text,
    url: input.getByRole('textbox', { name: 'URL it was received at' }),
    secret: input.getByLabel('Secret', { exact: true }),
    credential: input.getByRole('combobox', { name: 'Credential' }),
    request: input.getByRole('combobox', { name: 'Request of the file' }),
    diagnose: input.getByRole('button', { name: 'Diagnose' }),
    cancel: input.getByRole('button', { name: 'Cancel' }),
    progress: input.getByRole('progressbar', { name: 'Search' }),
    verdict: report.getByRole('heading', { level: 2 }),
    others: report.getByRole('button', { name: 'Try my other credentials' }),
    parameters: report.getByRole('region', { name: 'Parameters', exact: true }),
    finding: (title: string | RegExp) => report.getByRole('article', { name: title }),
    setup: {
      form: window.getByRole('region', { name: 'Registration', exact: true }),
      findings: window.getByRole('region', { name: 'Findings of the setup' }),
      field: (name: string) =>
        window.getByRole('region', { name: 'Registration', exact: true }).getByRole('textbox', { name, exact: true }),
      fetch: window
        .getByRole('region', { name: 'Registration', exact: true })
        .getByRole('button', { name: 'Fetch', exact: true }),
    },
    keySet: {
      text: input.getByRole('textbox', { name: 'Key set of the platform' }),
      address: input.getByRole('textbox', { name: 'Address of the key set' }),
      fetch: input.getByRole('button', { name: 'Fetch', exact: true }),
    },
    async show(tab: 'Paste' | 'Catch' | 'Setup check'): Promise<void> {
      await window.getByRole('radiogroup', { name: 'How the launch comes in' }).getByText(tab, { exact: true }).click();
    },
    async paste(words: string): Promise<void> {
      await text.fill(words);
    },
    /** Takes an example and waits until it stands there: it is made only then. */
    async tryExample(name: string): Promise<void> {
      const before = await text.textContent();
      await input.getByRole('button', { name: 'Examples' }).click();
      await window.getByRole('menuitem', { name }).click();
      await seen.poll(() => text.textContent()).not.toBe(before);
    },
    async checkWith(source: 'The vault' | 'Typed in' | 'Nothing'): Promise<void> {
      await input
        .getByRole('radiogroup', { name: 'Check the signature with' })
        .getByText(source, { exact: true })
        .click();
    },
    async chooseCredential(name: string): Promise<void> {
      await this.credential.click();
      await window.getByRole('option', { name, exact: true }).click();
    },
  };
}
