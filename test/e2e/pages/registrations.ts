import type { Page } from 'playwright';

/** Where a tool of LTI 1.3 is registered, and what its administrator is told. */
export function registrationsPage(window: Page) {
  const main = window.getByRole('main');
  const ways = main.getByRole('radiogroup', { name: 'How the tool is registered' });
  const form = main.getByRole('form', { name: 'The tool' });
  const sheet = main.getByRole('region', { name: 'For the tool’s administrator' });
  return {
    begin: main.getByRole('button', { name: 'Register LTI 1.3 tool' }).first(),
    title: main.getByRole('heading', { level: 1, name: 'Register an LTI 1.3 tool' }),
    form,
    sheet,
    notes: main.getByRole('region', { name: 'What was read' }),
    calls: main.getByRole('region', { name: 'Requests of the tool' }),
    result: main.getByRole('region', { name: 'What the tool registered' }),
    done: main.getByRole('status').filter({ hasText: 'is registered' }),
    register: form.getByRole('button', { name: 'Register', exact: true }),
    keep: main.getByRole('button', { name: 'Keep registration' }),
    launch: main.getByRole('button', { name: 'Go to the launch' }),
    close: main.getByRole('button', { name: 'Close', exact: true }),
    sandboxTool: main.getByRole('button', { name: 'Register the sandbox’s library store' }),
    choose: (way: 'From its configuration' | 'By the tool itself' | 'By hand') => ways.getByText(way).click(),
    field: (name: string) => form.getByRole('textbox', { name }),
    async paste(configuration: string): Promise<void> {
      await main.getByRole('textbox', { name: 'Configuration of the tool' }).fill(configuration);
      await main.getByRole('button', { name: 'Read', exact: true }).click();
    },
    async openRegistrationPage(url: string): Promise<void> {
      await main.getByRole('textbox', { name: 'Registration URL of the tool' }).fill(url);
      await main.getByRole('button', { name: 'Open registration page' }).click();
    },
  };
}
