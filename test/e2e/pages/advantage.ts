import type { Page } from 'playwright';

/** A launch of LTI 1.3: its form, its message, its legs, the services and the negative suite. */
export function advantagePage(window: Page) {
  const result = window.getByRole('region', { name: 'Result', exact: true });
  const stepping = window.getByRole('region', { name: 'Stepping through the launch' });
  const suite = window.getByRole('region', { name: 'Negative suite' });
  return {
    editor: window.getByRole('textbox', { name: 'Claims to change, as JSON' }),
    claimProblems: window.getByRole('list', { name: 'Problems in the claims' }),
    stepped: window.getByRole('checkbox', { name: 'Stop before each leg' }),
    message: result.getByRole('table', { name: 'Message' }),
    unreadable: result.getByRole('status').filter({ hasText: 'not a JSON object yet' }),
    legs: result.getByRole('region', { name: 'Legs' }),
    calls: result.getByRole('region', { name: 'Calls' }),
    gradebook: result.getByRole('region', { name: 'Gradebook' }),
    items: result.getByRole('region', { name: 'Chosen content' }),
    held: stepping.getByRole('status'),
    step: stepping.getByRole('button', { name: 'Step', exact: true }),
    runOn: stepping.getByRole('button', { name: 'Run on' }),
    suite,
    suiteResults: suite.getByRole('table', { name: 'Results' }),
    async show(part: 'Message' | 'Launch' | 'Legs' | 'Services'): Promise<void> {
      await result.getByRole('tab', { name: part }).click();
    },
    async doWrong(title: string | null): Promise<void> {
      const box = window.getByRole('combobox', { name: 'One thing done wrong' });
      await box.fill(title ?? '');
      if (title !== null) await window.getByRole('option', { name: title, exact: true }).click();
    },
  };
}
