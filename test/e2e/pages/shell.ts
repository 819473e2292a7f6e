import type { Page } from 'playwright';

export type PlaceName = 'Connections' | 'Doctor' | 'Credentials' | 'History' | 'Sandbox' | 'Settings';

/** What is around every screen: the rail, the top bar, the palette, banners and notices. */
export function shellPage(window: Page) {
  const rail = window.getByRole('navigation', { name: 'Places' });
  const status = window.getByRole('region', { name: 'Status' });
  const palette = window.getByRole('dialog').filter({ has: window.getByPlaceholder(/^Go to a connection/) });
  const paletteSearch = window.getByPlaceholder(/^Go to a connection/);
  const place = (name: PlaceName) => rail.getByRole('button', { name, exact: true });
  return {
    main: window.getByRole('main'),
    place,
    vaultState: status.getByRole('button', { name: /^(No vault|Vault (un)?locked)$/ }),
    fallbackBanner: window.getByRole('note'),
    notices: window.getByRole('alert'),
    palette,
    paletteSearch,
    help: window.getByRole('dialog', { name: 'Keyboard shortcuts' }),
    async goTo(name: PlaceName): Promise<void> {
      await place(name).click();
    },
    /** Narrows the palette to the words and takes its first line. */
    async runFromPalette(words: string): Promise<void> {
      await paletteSearch.fill(words);
      await paletteSearch.press('Enter');
      await paletteSearch.waitFor({ state: 'hidden' });
    },
  };
}
