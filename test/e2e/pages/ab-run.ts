import type { Page } from 'playwright';
import { seen } from '../harness/index.ts';

/** The same launch in three ways, side by side. */
export function abRunDialog(window: Page) {
  const dialog = window.getByRole('dialog', { name: 'The same launch, three ways' });
  const conclusion = dialog.getByRole('region', { name: 'Conclusion' });
  return {
    start: window.getByRole('button', { name: 'Run three ways', exact: true }),
    dialog,
    conclusion,
    column: (title: string) => dialog.getByRole('region', { name: title }),
    copy: dialog.getByRole('button', { name: 'Copy as text' }),
    stop: dialog.getByRole('button', { name: 'Stop' }),
    async isOver(): Promise<void> {
      await seen(conclusion).toBeVisible();
      await seen(conclusion).not.toContainText('have come to rest', { timeout: 60_000 });
    },
    async close(): Promise<void> {
      await dialog.getByRole('button', { name: 'Close' }).click();
      await seen(dialog).toHaveCount(0);
    },
  };
}
