import type { Page } from 'playwright';

export type SandboxServerName = 'Exam platform' | 'Bookshelf' | 'Library store' | 'Misbehaving tool';

/** The local counterparties and what is wrong with them on purpose. */
export function sandboxPage(window: Page) {
  const card = (server: SandboxServerName) => window.getByRole('region', { name: server, exact: true });
  const editor = (server: SandboxServerName) => window.getByRole('form', { name: `Fault of the ${server}` });
  return {
    heading: window.getByRole('heading', { level: 1, name: 'Sandbox' }),
    card,
    editor,
    catalogue: window.getByRole('region', { name: 'What the misbehaving tool does wrong' }),
    registerTool: (server: SandboxServerName) => card(server).getByRole('button', { name: 'Register for LTI 1.3' }),
    openTool: (server: SandboxServerName) => card(server).getByRole('button', { name: 'Open LTI 1.3 launch' }),
    received: window.getByRole('button', { name: /^Request \d+:/ }),
    async showReceivedBy(server: SandboxServerName): Promise<void> {
      await window.getByRole('radiogroup', { name: 'Received by' }).getByText(server, { exact: true }).click();
    },
    async choose(server: SandboxServerName, field: string, value: string): Promise<void> {
      await editor(server).getByRole('combobox', { name: field, exact: true }).click();
      await window.getByRole('option', { name: value, exact: true }).click();
    },
    async setFault(server: SandboxServerName, kind: string): Promise<void> {
      await this.choose(server, 'What should go wrong', kind);
      await editor(server).getByRole('button', { name: 'Make it fail' }).click();
      await card(server)
        .getByRole('button', { name: `Clear the fault of the ${server}` })
        .waitFor();
    },
    async clearFault(server: SandboxServerName): Promise<void> {
      await card(server)
        .getByRole('button', { name: `Clear the fault of the ${server}` })
        .click();
      await card(server).getByText('Answers as documented.').waitFor();
    },
  };
}
