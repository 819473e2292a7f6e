import type { Page } from 'playwright';

/** Deleting, undoing, and going back to a backup. */
export function backupsPage(window: Page) {
  const section = window.getByRole('region', { name: 'Backups' });
  const confirm = window.getByRole('dialog', { name: /^Go back to / });
  return {
    list: section.getByRole('list', { name: 'Backups' }),
    backUpNow: section.getByRole('button', { name: 'Back up now' }),
    restores: section.getByRole('button', { name: /^Restore the backup of / }),
    confirm,
    async restoreNewest(): Promise<void> {
      await section
        .getByRole('button', { name: /^Restore the backup of / })
        .first()
        .click();
      await confirm.getByRole('button', { name: 'Restore this backup' }).click();
      await confirm.waitFor({ state: 'hidden' });
    },
    trouble: {
      choose: window.getByRole('button', { name: 'Restore from a backup…' }),
      again: window.getByRole('button', { name: 'Try again' }),
      dialog: window.getByRole('dialog', { name: 'Restore from a backup' }),
    },
    deletedNotice: window.getByRole('alert').filter({ hasText: 'Deleted' }),
    undo: window.getByRole('alert').getByRole('button', { name: 'Undo', exact: true }),
  };
}
