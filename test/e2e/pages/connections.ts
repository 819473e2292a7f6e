import type { Page } from 'playwright';

/** The list of connections, and the tab of an open one. */
export function connectionsPage(window: Page) {
  const sidebar = window.getByRole('navigation', { name: 'Connections', exact: true });
  const tabs = window.getByRole('navigation', { name: 'Open connections' });
  const dialog = window.getByRole('dialog', { name: /(New|Edit) connection/ });
  const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const startOf = (name: string) => new RegExp(`^${escaped(name)} \\d`);
  return {
    sidebar,
    tabs,
    dialog,
    title: window.getByRole('heading', { level: 1 }),
    home: tabs.getByRole('button', { name: 'All connections' }),
    overview: window.getByRole('list', { name: 'Connections', exact: true }),
    row: (name: string) => sidebar.getByRole('button', { name: startOf(name) }),
    /** Long operation lists push other connections out of the virtual list: then it is searched, as a person would. */
    async open(name: string): Promise<void> {
      const row = sidebar.getByRole('button', { name: startOf(name) });
      const search = sidebar.getByRole('searchbox');
      const listed = await row.isVisible();
      if (!listed) await search.fill(name);
      await row.click();
      if (!listed) await search.fill('');
    },
    /** From the list of all connections: where there is little room, the one beside the tabs is hidden. */
    async openFromHome(name: string): Promise<void> {
      await tabs.getByRole('button', { name: 'All connections' }).click();
      await window.getByRole('main').getByRole('button', { name, exact: true }).click();
    },
    /** Goes to the tab of a connection that is open already. */
    async openTab(name: string): Promise<void> {
      await tabs
        .getByRole('button', { name: new RegExp(`^${escaped(name)}( |$)`) })
        .first()
        .click();
    },
    async chooseOperation(title: string): Promise<void> {
      await sidebar.getByRole('button', { name: new RegExp(`${title}$`) }).click();
    },
    async show(view: 'Try' | 'Flow' | 'Negative suite' | 'Setup' | 'History'): Promise<void> {
      await window
        .getByRole('radiogroup', { name: /^Views of / })
        .getByText(view, { exact: true })
        .click();
    },
    async createConnection(draft: {
      name: string;
      contract: RegExp;
      baseUrl: string;
      credential?: string;
    }): Promise<void> {
      await sidebar.getByRole('button', { name: 'New connection' }).click();
      await dialog.getByLabel('Name', { exact: false }).first().fill(draft.name);
      await dialog.getByRole('combobox', { name: 'Contract' }).click();
      await window.getByRole('option', { name: draft.contract }).click();
      await dialog.getByRole('combobox', { name: 'Base URL' }).fill(draft.baseUrl);
      if (draft.credential !== undefined) {
        await dialog.getByRole('combobox', { name: 'Credential' }).click();
        await window.getByRole('option', { name: draft.credential }).click();
      }
      await dialog.getByRole('button', { name: 'Create connection' }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
