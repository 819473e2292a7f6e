import type { Page } from 'playwright';

export type ResultPart = 'Signed request' | 'Launch' | 'Response' | 'Verdict';

/** One operation of an open connection: the form at the left, what came of it at the right. */
export function tryPage(window: Page) {
  const form = window.getByRole('form', { name: /^Form for / });
  const result = window.getByRole('region', { name: 'Result', exact: true });
  const verdict = result.getByRole('status').first();
  const send = window.getByRole('button', { name: 'Send', exact: true });
  const launch = window.getByRole('button', { name: 'Launch', exact: true });
  const anyway = window.getByRole('button', { name: /^(Send|Launch) anyway…$/ });
  const field = (name: string) => form.getByLabel(name, { exact: true });
  return {
    form,
    field,
    send,
    launch,
    anyway,
    /** The dialog that asks before a form is sent that breaks its contract. */
    anywayDialog: window.getByRole('dialog', { name: /^\d+ fields? breaks? the contract$/ }),
    /** The line below every required field that is empty. */
    missing: form.getByText('Required: nothing is filled in yet.'),
    tour: window.getByRole('complementary', { name: 'Your first check in three steps' }),
    result,
    verdict,
    goToField: verdict.getByRole('button', { name: /^Go to field / }),
    checks: result.getByRole('table', { name: 'Checks' }),
    panel: result.getByRole('tabpanel'),
    /** Beside the button; until there is a result, in its place too. */
    locked: window.getByText('The vault is locked: nothing can be signed.').first(),
    async fill(values: Readonly<Record<string, string>>): Promise<void> {
      for (const [name, value] of Object.entries(values)) await field(name).fill(value);
    },
    chosenFiles: form.getByRole('list', { name: 'Chosen files' }).getByRole('listitem'),
    async chooseFiles(name: string, ...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
      await field(name).setInputFiles(files);
    },
    async fillExamples(): Promise<void> {
      await form.getByRole('button', { name: 'Fill in examples' }).click();
    },
    async launchIn(mode: 'Window' | 'Frame'): Promise<void> {
      await window.getByRole('radiogroup', { name: 'Launch in' }).getByText(mode, { exact: true }).click();
    },
    async confirmAnyway(): Promise<void> {
      await anyway.click();
      await window.getByRole('button', { name: /^(Send|Launch) anyway$/ }).click();
    },
    async showPart(part: ResultPart): Promise<void> {
      await result.getByRole('tab', { name: part }).click();
    },
  };
}
