import type { Page } from 'playwright';

/** The page that says where secrets live, and moving the data folder. */
export function whereaboutsPage(window: Page) {
  const part = (name: string) => window.getByRole('region', { name, exact: true });
  const folder = part('The data folder');
  const moving = window.getByRole('dialog', { name: 'Move your data' });
  const removing = window.getByRole('dialog', { name: 'Remove the old copy?' });
  return {
    title: window.getByRole('heading', { level: 1, name: 'Where your secrets live' }),
    headings: window.getByRole('heading', { level: 2 }),
    part,
    folder,
    moving,
    slots: window.getByRole('list', { name: 'What opens the vault' }).getByRole('listitem'),
    back: window.getByRole('button', { name: 'Back to the settings' }),
    chooseTarget: folder.getByRole('button', { name: 'Move…' }),
    move: moving.getByRole('button', { name: 'Move my data' }),
    cancel: moving.getByRole('button', { name: 'Cancel' }),
    openFolder: folder.getByRole('button', { name: 'Open the folder' }),
    async open(): Promise<void> {
      await window.getByRole('button', { name: 'Where your secrets live…' }).click();
    },
    async removeOld(): Promise<void> {
      await folder.getByRole('button', { name: 'Remove the old copy…' }).click();
      await removing.getByRole('button', { name: 'Remove the old copy' }).click();
      await removing.waitFor({ state: 'hidden' });
    },
    trouble: {
      choose: window.getByRole('button', { name: 'Choose the folder it is in now…' }),
      home: window.getByRole('button', { name: 'Go on in the default folder…' }),
      homeDialog: window.getByRole('dialog', { name: 'Go on without the moved data?' }),
    },
  };
}
