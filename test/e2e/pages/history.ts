import type { Page } from 'playwright';

/** Every exchange, searched, and one of them in detail. */
export function historyPage(window: Page) {
  const grid = window.getByRole('grid', { name: 'History' });
  const search = window.getByRole('searchbox', { name: 'Search the history' });
  return {
    heading: window.getByRole('heading', { level: 1, name: 'History' }),
    grid,
    search,
    /** Without the row of headings. */
    rows: grid.getByRole('row').filter({ has: window.getByRole('gridcell') }),
    row: (text: string | RegExp) => grid.getByRole('row').filter({ has: window.getByRole('gridcell'), hasText: text }),
    detail: window.getByRole('region', { name: 'Exchange', exact: true }),
    openInTry: window
      .getByRole('region', { name: 'Exchange', exact: true })
      .getByRole('button', { name: 'Open and edit' }),
    /** There when two are chosen. */
    compare: window.getByRole('button', { name: 'Compare', exact: true }),
    comparison: window.getByRole('region', { name: 'Comparison', exact: true }),
    nothing: window.getByText('Nothing matches', { exact: true }),
    empty: window.getByText('Nothing sent yet', { exact: true }),
    async showPart(part: 'Verdict' | 'Response' | 'Signed request' | 'Timeline'): Promise<void> {
      await window.getByRole('region', { name: 'Exchange', exact: true }).getByRole('tab', { name: part }).click();
    },
  };
}
