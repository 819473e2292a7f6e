import type { Page } from 'playwright';

/** The dialog in which a tool is asked which signature it accepts. */
export function probePage(window: Page) {
  const dialog = window.getByRole('dialog', { name: 'Which signature does the tool accept?' });
  return {
    ask: window.getByRole('button', { name: 'Ask the tool which signature it accepts' }),
    show: window.getByRole('button', { name: 'Show what the tool accepts' }),
    dialog,
    consent: dialog.getByRole('checkbox', { name: 'Whoever runs the tool agrees to this' }),
    internalHosts: dialog.getByRole('textbox', { name: 'Host names of the tool inside its network' }),
    start: dialog.getByRole('button', { name: 'Start asking' }),
    finding: dialog.getByRole('article'),
    launches: dialog.getByRole('table', { name: 'Launches that were made' }),
  };
}
