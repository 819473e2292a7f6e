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
    showExchangeOf: (number: number) => step(number).getByRole('button', { name: 'Show the exchange' }),
    openPage: view.getByRole('button', { name: 'Open the exam page' }),
    async chooseExisting(number: number, option: RegExp): Promise<void> {
      await step(number).getByText('Use an existing one', { exact: true }).click();
      await step(number).getByRole('combobox', { name: 'Existing one' }).click();
      await window.getByRole('option', { name: option }).click();
    },
  };
}
