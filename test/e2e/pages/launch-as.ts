import type { Page } from 'playwright';
import { closeByEscape } from '../harness/index.ts';

/** Above the form of an LTI launch: as which LMS and person, and what the platform answers. */
export function launchAsBar(window: Page) {
  const bar = window.getByRole('region', { name: 'Launch as', exact: true });
  const choose = async (field: string, option: string | RegExp): Promise<void> => {
    await bar.getByRole('combobox', { name: field, exact: true }).click();
    await window.getByRole('option', { name: option }).click();
  };
  const services = window.getByRole('dialog', { name: /^Services/ });
  return {
    bar,
    match: bar.getByRole('status'),
    quirks: bar.getByRole('button', { name: /quirks?$/ }),
    quirkList: window.getByRole('list', { name: /does its own way$/ }),
    services,
    options: window.getByRole('dialog', { name: /^Options/ }),
    choosePlatform: (title: string) => choose('Learning platform', title),
    choosePerson: (name: RegExp) => choose('Person', name),
    chooseLink: (title: string) => choose('Link in a course', title),
    choosePrivacy: (title: string) => choose('Privacy', title),
    async fillIn(): Promise<void> {
      await bar.getByRole('button', { name: 'Fill in' }).click();
    },
    async editRoster(): Promise<void> {
      await bar.getByRole('button', { name: 'Edit people and courses' }).click();
    },
    async openOptions(): Promise<void> {
      await bar.getByRole('button', { name: /^Options/ }).click();
    },
    /** Switches services on or off and closes their list. */
    async toggleServices(...names: string[]): Promise<void> {
      await bar.getByRole('button', { name: /^Services/ }).click();
      for (const name of names) await services.getByRole('switch', { name }).click();
      await closeByEscape(services);
    },
  };
}

/** What tools sent back, beside the verdict. */
export function servicesPane(window: Page) {
  const result = window.getByRole('region', { name: 'Result', exact: true });
  return {
    tab: result.getByRole('tab', { name: /^Services/ }),
    returned: result.getByRole('region', { name: 'Returned' }),
    reported: result.getByRole('region', { name: 'Grades reported' }),
    grades: window.getByRole('table', { name: 'Grades kept' }),
    content: result.getByRole('region', { name: 'Content chosen' }),
  };
}
