import type { Page } from 'playwright';

/** The embedded browser's place in the window and the hops below it. What the browser shows is not part of the page. */
export function launchPane(window: Page) {
  const hops = window.getByRole('region', { name: 'Timeline', exact: true });
  const rows = hops.getByRole('button', { name: /^Hop \d+:/ });
  return {
    view: window.getByRole('region', { name: 'Launch view' }),
    address: window.getByRole('img', { name: /^Address shown: / }),
    /** Says how the launch that is shown was launched. */
    launchedIn: (mode: 'Window' | 'Frame') =>
      window.getByRole('tabpanel', { name: 'Launch', exact: true }).getByText(mode, { exact: true }),
    hops,
    rows,
    hop: (number: number) => hops.getByRole('button', { name: new RegExp(`^Hop ${number}:`) }),
    /** Method and status of every hop, such as `POST 302`. */
    async summaries(): Promise<string[]> {
      const labels = await rows.evaluateAll((elements) =>
        elements.map((element) => element.getAttribute('aria-label') ?? ''),
      );
      return labels.map((label) => label.replace(/^Hop \d+: (\S+) .*, (\S+)$/, '$1 $2'));
    },
    /** All that is told of one hop. */
    async open(number: number): Promise<void> {
      const hop = hops.getByRole('button', { name: new RegExp(`^Hop ${number}:`) });
      if ((await hop.getAttribute('aria-expanded')) === 'false') await hop.click();
    },
  };
}
