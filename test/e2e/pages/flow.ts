import type { Page } from 'playwright';

/** The flow of a connection: inputs, the run in words, and its steps. */
export function flowPage(window: Page) {
  const view = window.getByRole('region', { name: /^Flow / });
  const step = (number: number) => view.getByRole('listitem', { name: new RegExp(`^Step ${number}:`) });
  return {
    view,
    step,
    status: view.getByRole('status').first(),
    input: (label: string) => view.getByLabel(label),
    inputs: view.getByRole('button', { name: /^Inputs / }),
    run: view.getByRole('button', { name: /^Run( from the start)?$/ }),
    again: view.getByRole('button', { name: 'Run again, keep what exists' }),
    resumeAt: (number: number) => step(number).getByRole('button', { name: 'Resume from here' }),
    keepOf: (number: number) => step(number).getByRole('checkbox', { name: 'Keep this when the flow is run again' }),
    showExchangeOf: (number: number) => step(number).getByRole('button', { name: 'Show the exchange' }),
    openPage: view.getByRole('button', { name: 'Open the exam page' }),
    async chooseCredential(name: string): Promise<void> {
      await view.getByRole('combobox', { name: 'Consumer key and secret' }).click();
      await window.getByRole('option', { name, exact: true }).click();
    },
    async chooseExisting(number: number, option: RegExp, search = ''): Promise<void> {
      await step(number).getByText('Use an existing one', { exact: true }).click();
      const existing = step(number).getByRole('combobox', { name: 'Existing one' });
      await existing.click();
      if (search !== '') await existing.fill(search);
      await window.getByRole('option', { name: option }).click();
    },
  };
}
