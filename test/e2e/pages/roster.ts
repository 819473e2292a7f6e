import type { Locator, Page } from 'playwright';

/** The dialog of people and courses. Changes are saved when its list shows them. */
export function rosterDialog(window: Page) {
  const dialog = window.getByRole('dialog', { name: 'People and courses' });
  const side = (list: string, addLabel: string) => {
    const entries = dialog.getByRole('list', { name: list, exact: true });
    const entry = (title: string) => entries.getByRole('button', { name: title });
    const form = dialog.locator('form');
    const fill = async (values: Readonly<Record<string, string>>) => {
      for (const [name, value] of Object.entries(values)) {
        await form.getByRole('textbox', { name, exact: true }).fill(value);
      }
    };
    const save = async () => {
      await form.getByRole('button', { name: 'Save', exact: true }).click();
      await window.getByRole('alert').filter({ hasText: 'Saved' }).last().waitFor();
    };
    return {
      entry,
      async add(values: Readonly<Record<string, string>>, further?: (form: Locator) => Promise<void>): Promise<void> {
        await dialog.getByRole('button', { name: addLabel, exact: true }).click();
        await fill(values);
        await further?.(form);
        await save();
      },
      async change(title: string, values: Readonly<Record<string, string>>): Promise<void> {
        await entry(title).click();
        await fill(values);
        await save();
      },
      async remove(title: string): Promise<void> {
        await entry(title).click();
        await form.getByRole('button', { name: 'Delete', exact: true }).click();
        await form.getByRole('button', { name: 'Delete it' }).click();
      },
    };
  };
  return {
    people: side('People', 'Add a person'),
    courses: side('Courses', 'Add a course'),
    async show(tab: 'People' | 'Courses'): Promise<void> {
      await dialog.getByRole('tab', { name: tab }).click();
    },
    async close(): Promise<void> {
      await dialog.getByRole('button', { name: 'Close', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
