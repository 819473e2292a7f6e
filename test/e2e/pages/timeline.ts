import type { Page } from 'playwright';

/** What happened in an exchange, hop by hop: beside the page of a launch, and in the history. */
export function timelinePage(window: Page) {
  const region = window.getByRole('region', { name: 'Timeline', exact: true });
  return {
    region,
    headline: region.getByRole('paragraph').first(),
    findings: region.getByRole('region', { name: 'Findings', exact: true }),
    rows: region.getByRole('button', { name: /^Hop \d+:/ }),
    hop: (number: number) => region.getByRole('button', { name: new RegExp(`^Hop ${number}:`) }),
    detail: (number: number) => region.getByRole('region', { name: `Hop ${number} in detail` }),
    fit: region.getByRole('button', { name: 'Fit the whole time (0)' }),
    text: region.getByRole('region', { name: 'Timeline as text' }),
    copyText: region.getByRole('button', { name: 'Copy the timeline as text' }),
    saveHar: region.getByRole('button', { name: 'Save as HAR' }),
    async viewAs(view: 'Picture' | 'Text'): Promise<void> {
      await region.getByRole('radiogroup', { name: 'View as' }).getByText(view, { exact: true }).click();
    },
  };
}
